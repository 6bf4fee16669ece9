import contextlib
import io
import os
import tempfile
import unittest

from stagedoor_bastion import revocations
from stagedoor_bastion.collector import Conversation
from stagedoor_bastion.platform_client import PlatformClient
from stagedoor_bastion.settings import Settings, SettingsError


class SettingsTest(unittest.TestCase):
    def test_let_no_session_go_on_when_the_platform_has_given_it_up(self):
        Settings({"platform": "https://platform.example", "graceSeconds": 20})
        with self.assertRaisesRegex(SettingsError, "from 1 to 20"):
            Settings({"platform": "https://platform.example", "graceSeconds": 30})


class TokenTest(unittest.TestCase):
    """What lies in the file of the token is said nowhere, also where it cannot be sent."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = os.path.join(folder.name, "token")
        self.settings = Settings({"platform": "http://127.0.0.1:9", "tokenFile": self.file})

    def write(self, data):
        with open(self.file, "wb") as stream:
            stream.write(data)
        os.chmod(self.file, 0o600)

    def test_is_a_word_in_a_line(self):
        self.write(b"canary-token\n")
        self.assertEqual(self.settings.read_token(), "canary-token")

    def test_is_in_no_log_and_no_answer_when_it_is_none(self):
        for data in (b"canary-1\ncanary-2\n", b"canary token", b"canary\0token", b"canary-\xff\xfe", b"\n"):
            self.write(data)
            with self.subTest(data), contextlib.redirect_stderr(io.StringIO()) as said:
                self.assertEqual(revocations.main(self.settings), 1)
                answer = Conversation(PlatformClient(self.settings), True).answer({"do": "principals"})
            self.assertIn("must hold the token alone", said.getvalue())
            self.assertEqual(answer["message"], "the bastion is not set up")
            self.assertNotIn("canary", said.getvalue() + str(answer))


if __name__ == "__main__":
    unittest.main()
