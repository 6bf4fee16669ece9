"""Reads what sshd says about how somebody logged in."""

import base64
import binascii
import hashlib
import struct


class CertificateError(Exception):
    """Nobody logged in with a certificate that can be read."""


SUFFIX = b"-cert-v01@openssh.com"
# How many fields of the public key stand before the serial number.
KEY_FIELDS = {
    b"ssh-ed25519-cert-v01@openssh.com": 1,
    b"sk-ssh-ed25519-cert-v01@openssh.com": 2,
    b"ssh-rsa-cert-v01@openssh.com": 2,
    b"ecdsa-sha2-nistp256-cert-v01@openssh.com": 2,
    b"ecdsa-sha2-nistp384-cert-v01@openssh.com": 2,
    b"ecdsa-sha2-nistp521-cert-v01@openssh.com": 2,
    b"sk-ecdsa-sha2-nistp256-cert-v01@openssh.com": 3,
}


class Reader:
    def __init__(self, data):
        self._data = data
        self._at = 0

    def take(self, count):
        part = self._data[self._at : self._at + count]
        if len(part) < count:
            raise CertificateError("the certificate is cut off")
        self._at += count
        return part

    def string(self):
        return self.take(struct.unpack(">I", self.take(4))[0])

    def uint64(self):
        return struct.unpack(">Q", self.take(8))[0]

    def uint32(self):
        return struct.unpack(">I", self.take(4))[0]


class Certificate:
    """What the platform knows a certificate by."""

    def __init__(self, serial, key_id, fingerprint):
        self.serial = serial
        self.key_id = key_id
        #: Of the key that it is for, as ssh-keygen shows it.
        self.fingerprint = fingerprint


def parse_certificate(blob):
    """Reads a user certificate (OpenSSH PROTOCOL.certkeys). sshd has checked it."""
    reader = Reader(blob)
    kind = reader.string()
    if kind not in KEY_FIELDS:
        raise CertificateError("this is no certificate")
    reader.string()
    key = [kind.replace(b"-cert-v01@", b"@") if kind.startswith(b"sk-") else kind[: -len(SUFFIX)]]
    key += [reader.string() for _ in range(KEY_FIELDS[kind])]
    digest = hashlib.sha256(b"".join(struct.pack(">I", len(part)) + part for part in key)).digest()
    serial = reader.uint64()
    if reader.uint32() != 1:
        raise CertificateError("this is no certificate for people")
    try:
        key_id = reader.string().decode("ascii")
    except UnicodeDecodeError as error:
        raise CertificateError("the key id makes no sense") from error
    fingerprint = base64.b64encode(digest).decode("ascii").rstrip("=")
    return Certificate(str(serial), key_id, "SHA256:" + fingerprint)


def read_user_auth(path):
    """Reads the certificate that somebody logged in with from the file that SSH_USER_AUTH names."""
    try:
        with open(path, encoding="ascii") as stream:
            lines = stream.read(1024 * 1024).splitlines()
    except (OSError, ValueError, TypeError) as error:
        raise CertificateError("sshd does not say how you logged in") from error
    for line in lines:
        words = line.split()
        if len(words) >= 3 and words[0] == "publickey":
            try:
                return parse_certificate(base64.b64decode(words[2], validate=True))
            except (binascii.Error, ValueError) as error:
                raise CertificateError("the certificate cannot be read") from error
    raise CertificateError("you did not log in with a certificate")
