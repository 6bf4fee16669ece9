"""For the installer: what is set already, with what is said now: describe_settings.py FILE KEY=VALUE…"""

import json
import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))

from stagedoor_bastion.settings import Settings, SettingsError

file, *said = sys.argv[1:]
try:
    values = {}
    if os.path.exists(file):
        with open(file, encoding="utf-8") as stream:
            values = json.load(stream)
    values.update(pair.split("=", 1) for pair in said)
    Settings(values)
except (SettingsError, ValueError, AttributeError) as error:
    sys.exit("%s: %s" % (file, error))
print(json.dumps(values, indent=2, sort_keys=True))
