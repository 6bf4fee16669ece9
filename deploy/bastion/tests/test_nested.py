import os
import shlex
import subprocess
import time
import unittest

from stagedoor_bastion.nested import NestedError, build_arguments, split_address, watch

ANSWER = {"address": "10.0.0.1:22", "hostKeyAlias": "prod-1", "account": "deploy"}


class ArgumentsTest(unittest.TestCase):
    def test_separates_options_from_words(self):
        arguments = build_arguments("/tmp/x", ANSWER, "-oProxyCommand=id", True)
        end = arguments.index("--")
        self.assertEqual(arguments[end + 1], "10.0.0.1")
        self.assertEqual(len(arguments), end + 3)
        self.assertIn("-tt", arguments[:end])
        self.assertEqual(arguments[1:3], ["-F", "none"])

    def test_reads_addresses(self):
        self.assertEqual(split_address("[::1]:2222"), ("::1", "2222"))
        for address in ("prod-1", "prod-1:", ":22", "prod-1:99999", "prod-1:x"):
            with self.assertRaises(NestedError):
                split_address(address)


class WatchTest(unittest.TestCase):
    def test_runs_the_command_with_its_exit_code_and_output(self):
        done = subprocess.run(
            ["setsid", "-w", "/bin/sh", "-c", watch("printf '%s' \"it's\"; exit 9")],
            stdout=subprocess.PIPE,
            check=False,
        )
        self.assertEqual((done.returncode, done.stdout), (9, b"it's"))

    def test_ends_a_deaf_command_whose_connection_is_gone(self):
        parent = subprocess.Popen(
            ["/bin/sh", "-c", "setsid /bin/sh -c %s & wait"
             % shlex.quote(watch("trap '' HUP TERM; echo $$; while :; do sleep 1; done"))],
            stdout=subprocess.PIPE,
        )
        pid = int(parent.stdout.readline())
        time.sleep(0.5)
        parent.kill()
        parent.wait()
        until = time.monotonic() + 8
        while os.path.exists("/proc/%d" % pid) and time.monotonic() < until:
            with open("/proc/%d/stat" % pid, encoding="utf-8") as stream:
                if stream.read().rsplit(")", 1)[1].split()[0] == "Z":
                    break
            time.sleep(0.1)
        self.assertLess(time.monotonic(), until)
        parent.stdout.close()


if __name__ == "__main__":
    unittest.main()
