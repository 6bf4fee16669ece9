"""Tells sshd which principals a certificate may log in as. Prints nothing unless the platform says so."""

import re
import signal
import sys

from .settings import Settings
from .wire import ask, connect

WITHIN_SECONDS = 3
PRINCIPAL = re.compile(r"^[A-Za-z0-9][A-Za-z0-9:._-]{0,100}$")


def list_principals(settings, user, key_id, serial, fingerprint):
    if user != settings.user:
        return []
    connection = connect(settings.socket, WITHIN_SECONDS)
    try:
        answer = ask(
            connection,
            {
                "do": "principals",
                "user": user,
                "keyId": key_id,
                "serial": serial,
                "fingerprint": fingerprint,
            },
        )
    finally:
        connection.close()
    if answer.get("ok") is not True:
        return []
    principals = answer.get("principals")
    if not isinstance(principals, list):
        return []
    return [
        name for name in principals if isinstance(name, str) and PRINCIPAL.match(name)
    ]


def main(settings_file, arguments):
    # Whatever happens: sshd, and whoever logs in, does not wait longer.
    signal.alarm(WITHIN_SECONDS)
    try:
        principals = list_principals(Settings.read(settings_file), *arguments)
    except Exception as error:  # Nothing that goes wrong lets anybody in.
        print("stagedoor-principals: %s" % error, file=sys.stderr)
        return 1
    sys.stdout.write("".join(name + "\n" for name in principals))
    return 0
