import contextlib
import io
import os
import signal
import tempfile
import unittest
from unittest import mock

from stagedoor_bastion import gate
from stagedoor_bastion.settings import Settings


class MenuTest(unittest.TestCase):
    def ask(self, typed, seconds):
        """What comes of the menu when somebody types that and then stays."""
        read, write = os.pipe()
        os.write(write, typed)
        shown = io.StringIO()
        try:
            with os.fdopen(read, encoding="utf-8") as keyboard, contextlib.redirect_stdout(shown):
                with mock.patch("sys.stdin", keyboard), mock.patch.object(gate, "CHOOSE_SECONDS", seconds):
                    return gate.ask_in_time(["prod-1", "prod-2"])
        finally:
            os.close(write)
            self.assertIn("prod-2", shown.getvalue())

    def test_asks_for_a_host(self):
        self.assertEqual(self.ask(b"2\n", 60).host, "prod-2")

    def test_lets_nobody_stay_who_does_not_choose(self):
        with self.assertRaisesRegex(gate.Refusal, "No host was chosen"):
            self.ask(b"", 0.1)


class MainTest(unittest.TestCase):
    def test_says_in_words_that_nothing_came_of_it_when_somebody_presses_ctrl_c(self):
        said = []
        with mock.patch.object(gate, "run", side_effect=KeyboardInterrupt), mock.patch.object(gate, "say", said.append):
            with mock.patch.object(gate, "guard_self"), mock.patch.object(gate.Settings, "read"):
                self.assertEqual(gate.main("bastion.json"), gate.REFUSED)
        self.assertEqual(said, ["There is no session."])

    def test_leaves_no_key_behind_when_the_connection_breaks_before_the_session(self):
        for number in (signal.SIGHUP, signal.SIGTERM):
            self.addCleanup(signal.signal, number, signal.getsignal(number))
        seen = []

        def begin(settings, certificate, wish, terminal, folder):
            seen.extend(os.listdir(settings.temporary))
            os.kill(os.getpid(), signal.SIGHUP)
            raise AssertionError("went on")

        with tempfile.TemporaryDirectory() as folder, mock.patch.object(gate, "guard_self"):
            settings = Settings({"platform": "https://platform.example", "temporary": folder})
            with mock.patch.object(gate.Settings, "read", return_value=settings):
                with mock.patch.multiple(gate, read_user_auth=mock.DEFAULT, choose=mock.DEFAULT, begin=begin):
                    self.assertEqual(gate.main("bastion.json"), gate.REFUSED)
            self.assertEqual((len(seen), os.listdir(folder)), (1, []))


if __name__ == "__main__":
    unittest.main()
