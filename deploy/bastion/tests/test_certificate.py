import base64
import os
import subprocess
import tempfile
import unittest

from stagedoor_bastion.certificate import CertificateError, read_user_auth


class CertificateTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.make("ca", "ed25519")

    def path(self, name):
        return os.path.join(self.folder, name)

    def make(self, name, kind, bits=()):
        subprocess.run(
            ["ssh-keygen", "-q", "-t", kind, *bits, "-N", "", "-f", self.path(name)],
            check=True,
        )

    def sign(self, name, *options):
        subprocess.run(
            ["ssh-keygen", "-q", "-s", self.path("ca"), "-I", "grant:7:ana.ruiz",
             "-n", "grant-7", "-z", "9223372036854775807", *options, self.path(name + ".pub")],
            check=True,
        )
        with open(self.path(name + "-cert.pub"), encoding="ascii") as stream:
            return stream.read().split()

    def user_auth(self, *lines):
        with open(self.path("auth"), "w", encoding="ascii") as stream:
            stream.write("".join(line + "\n" for line in lines))
        return read_user_auth(self.path("auth"))

    def test_reads_what_ssh_keygen_has_signed(self):
        for kind, bits in (("ed25519", ()), ("rsa", ("-b", "3072")), ("ecdsa", ("-b", "384"))):
            self.make(kind, kind, bits)
            words = self.sign(kind)
            certificate = self.user_auth("publickey %s %s" % (words[0], words[1]))
            self.assertEqual(certificate.serial, "9223372036854775807")
            self.assertEqual(certificate.key_id, "grant:7:ana.ruiz")
            shown = subprocess.run(
                ["ssh-keygen", "-l", "-f", self.path(kind + ".pub")],
                stdout=subprocess.PIPE, check=True, encoding="utf-8",
            ).stdout
            self.assertEqual(certificate.fingerprint, shown.split()[1])

    def test_refuses_everything_else(self):
        self.make("key", "ed25519")
        with open(self.path("key.pub"), encoding="ascii") as stream:
            plain = stream.read().split()
        host = self.sign("key", "-h")
        cut = base64.b64encode(base64.b64decode(host[1])[:60]).decode()
        for lines in (
            [],
            ["password"],
            ["publickey %s %s" % (plain[0], plain[1])],
            ["publickey %s %s" % (host[0], host[1])],
            ["publickey %s %s" % (host[0], cut)],
            ["publickey %s !!!" % host[0]],
        ):
            with self.assertRaises(CertificateError, msg=lines):
                self.user_auth(*lines)
        with self.assertRaises(CertificateError):
            read_user_auth(None)


if __name__ == "__main__":
    unittest.main()
