import io
import unittest

from stagedoor_bastion.wish import WishError, ask_for_host, parse_wish


class WishTest(unittest.TestCase):
    def test_reads_a_host(self):
        wish = parse_wish("prod-1")
        self.assertEqual((wish.host, wish.command), ("prod-1", None))

    def test_keeps_a_command_as_it_was_typed(self):
        wish = parse_wish("  prod-1   echo 'a  b' \"$(id)\" ; ls\n-la ")
        self.assertEqual(wish.command, "echo 'a  b' \"$(id)\" ; ls\n-la ")

    def test_nothing_is_no_wish(self):
        for text in (None, "", "  "):
            self.assertIsNone(parse_wish(text))

    def test_refuses_what_is_no_host(self):
        for text in (
            "-oProxyCommand=id",
            "prod_1",
            "PROD-1",
            "a" * 64,
            "prod-1;id",
            "$(id)",
            "../x",
            "internal-sftp/",
            "/usr/lib/sftp-server",
            "prod-1\u202e",
        ):
            with self.assertRaises(WishError, msg=text):
                parse_wish(text)

    def test_refuses_a_command_without_end(self):
        parse_wish("prod-1 " + "x" * 16_000)
        with self.assertRaises(WishError):
            parse_wish("prod-1 " + "x" * 20_000)


    def test_refuses_a_command_that_is_no_text(self):
        with self.assertRaisesRegex(WishError, "UTF-8"):
            parse_wish(b"prod-1 echo \xff".decode("utf-8", "surrogateescape"))


class ChoiceTest(unittest.TestCase):
    def ask(self, typed, hosts=("prod-1", "prod-2")):
        said = []
        lines = io.StringIO(typed)
        wish = ask_for_host(list(hosts), lines.readline, said.append)
        return wish and wish.host, "".join(said)

    def test_takes_a_number_or_a_name(self):
        self.assertEqual(self.ask("2\n")[0], "prod-2")
        self.assertEqual(self.ask("prod-1\n")[0], "prod-1")

    def test_asks_again_but_not_for_ever(self):
        self.assertEqual(self.ask("3\nprod-1\n")[0], "prod-1")
        self.assertIsNone(self.ask("x\n0\n-1\n1\n")[0])
        self.assertIsNone(self.ask("")[0])

    def test_asks_nothing_when_there_is_one(self):
        self.assertEqual(self.ask("", ["prod-1"]), ("prod-1", ""))


if __name__ == "__main__":
    unittest.main()
