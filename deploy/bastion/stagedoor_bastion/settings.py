"""What a bastion is told: one JSON file, written by the installer."""

import json
import os
import re
import stat

DEFAULT_FILE = "/etc/stagedoor-bastion/bastion.json"
TOKEN = re.compile(r"^[\x21-\x7e]{1,500}\Z")
# Sessions of which the platform hears nothing for 30 seconds are lost to it: they must have ended by then.
MOST_GRACE = 20


class SettingsError(Exception):
    """Something in the settings keeps the bastion from working; the message says what."""


class Settings:
    """The settings of a bastion. Unknown keys are mistakes."""

    FIELDS = {
        # Where the platform's API lies, such as https://stagedoor.example.
        "platform": None,
        # Holds what the bastion shows to the platform. Read by the collector alone.
        "tokenFile": "/etc/stagedoor-bastion/token",
        # Certificates to trust in place of the system's, in PEM. Empty: those of the system.
        "caFile": "",
        # Where the collector listens.
        "socket": "/run/stagedoor-bastion/collector.sock",
        # The account that everybody logs in to.
        "user": "jump",
        # Under which account sshd asks for principals.
        "principalsUser": "stagedoor-principals",
        # The revocation list that sshd reads, and a public key to try it with.
        "revocations": "/var/lib/stagedoor-bastion/revoked-keys",
        "probeKey": "/etc/ssh/ssh_host_ed25519_key.pub",
        # How long a session goes on while its recording cannot be stored, in seconds.
        "graceSeconds": 5,
        # Where the keys of sessions lie while they begin.
        "temporary": "",
    }

    def __init__(self, values):
        unknown = sorted(set(values) - set(self.FIELDS))
        if unknown:
            raise SettingsError("unknown settings: " + ", ".join(unknown))
        for name, default in self.FIELDS.items():
            value = values.get(name, default)
            if value is None:
                raise SettingsError("%s is missing" % name)
            kind = int if name == "graceSeconds" else str
            if not isinstance(value, kind):
                raise SettingsError("%s must be a %s" % (name, kind.__name__))
            setattr(self, name, value)
        if not self.platform.startswith(("https://", "http://")):
            raise SettingsError("platform must be an http(s) address")
        if not 1 <= self.graceSeconds <= MOST_GRACE:
            raise SettingsError("graceSeconds must be from 1 to %d" % MOST_GRACE)

    @classmethod
    def read(cls, file=DEFAULT_FILE):
        try:
            with open(file, encoding="utf-8") as stream:
                values = json.load(stream)
        except (OSError, ValueError) as error:
            raise SettingsError("%s cannot be read: %s" % (file, error)) from error
        if not isinstance(values, dict):
            raise SettingsError("%s must hold an object" % file)
        return cls(values)

    def read_token(self):
        """Reads the token. A file that everybody can read is refused: it would be nobody's secret."""
        with open(self.tokenFile, encoding="utf-8", errors="replace") as stream:
            if stat.S_IMODE(os.fstat(stream.fileno()).st_mode) & 0o007:
                raise SettingsError("%s is open to everybody" % self.tokenFile)
            token = stream.read().strip()
        # Of what it cannot send, the library says in its error what it is.
        if not TOKEN.match(token):
            raise SettingsError("%s must hold the token alone, in one line" % self.tokenFile)
        return token
