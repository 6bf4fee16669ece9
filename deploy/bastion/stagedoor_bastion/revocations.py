"""Brings the revocation list that sshd reads up to date.

sshd lets everybody in while that file is empty, and nobody while it cannot be read: it is replaced at once, by one that
was tried before.
"""

import base64
import binascii
import os
import subprocess
import sys
import time

from .nested import SSH_KEYGEN
from .platform_client import PlatformClient, PlatformError
from .settings import SettingsError

MAGIC = b"SSHKRL\n\0"


def install(settings, krl):
    """Tries a list and puts it in place. Returns whether anything has changed."""
    if not krl.startswith(MAGIC):
        raise PlatformError("the platform's revocation list is none", False)
    try:
        with open(settings.revocations, "rb") as stream:
            if stream.read() == krl:
                return False
    except FileNotFoundError:
        pass
    folder = os.path.dirname(settings.revocations)
    new = os.path.join(folder, ".revoked-keys.%d" % os.getpid())
    try:
        with open(new, "wb") as stream:
            os.fchmod(stream.fileno(), 0o644)
            stream.write(krl)
            stream.flush()
            os.fsync(stream.fileno())
        tried = subprocess.run(
            [SSH_KEYGEN, "-Q", "-f", new, settings.probeKey],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=10,
            check=False,
        )
        if tried.returncode != 0:
            raise PlatformError("the platform's revocation list cannot be read", False)
        os.replace(new, settings.revocations)
    finally:
        if os.path.exists(new):
            os.unlink(new)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return True


def fetch(settings):
    client = PlatformClient(settings)
    try:
        answer = client.call("GET", "/bastion/revocations")
        return base64.b64decode(answer["krl"], validate=True)
    except (KeyError, TypeError, binascii.Error) as error:
        raise PlatformError("the platform's answer makes no sense", False) from error
    finally:
        client.close()


def main(settings, every=None):
    """Once, or every so many seconds."""
    while True:
        code = 0
        try:
            install(settings, fetch(settings))
        except (PlatformError, SettingsError, OSError, subprocess.SubprocessError) as error:
            # The list that is there stays.
            print("stagedoor-krl: %s" % error, file=sys.stderr, flush=True)
            code = 1
        if every is None:
            return code
        time.sleep(every)
