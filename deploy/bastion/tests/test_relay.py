import os
import subprocess
import sys
import time
import unittest

from stagedoor_bastion.relay import Relay

HERE = os.path.realpath(os.path.join(os.path.dirname(__file__), ".."))

# Passes a command on to whoever reads this program, while the recorder is behind for longer than the command runs.
PROGRAM = """
import os, sys, time
from stagedoor_bastion.relay import Relay

class Casting:
    recorded = b""
    until = time.monotonic() + 1.5

    @property
    def is_full(self):
        return time.monotonic() < self.until

    def output(self, stream, data, final=False):
        self.recorded += data

class Reporter:
    is_closed = True
    fileno = -1
    ending = None
    notices = []
    deadline = time.monotonic() + 60

    def tick(self):
        pass

    def due_in(self):
        return 0.05

casting = Casting()
relay = Relay(casting, Reporter(), lambda text: None)
code = relay.run(["/bin/sh", "-c", sys.argv[1]], dict(os.environ), False)
os.write(2, b"%d recorded" % len(casting.recorded))
sys.exit(code)
"""


class RelayTest(unittest.TestCase):
    def test_loses_nothing_of_what_came_last_while_the_recorder_is_behind(self):
        done = subprocess.run(
            [sys.executable, "-B", "-c", PROGRAM, "head -c 60000 /dev/zero; exit 3"],
            cwd=HERE,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
        self.assertEqual(len(done.stdout), 60000)
        self.assertEqual((done.returncode, done.stderr), (3, b"60000 recorded"))


class WarningTest(unittest.TestCase):
    def setUp(self):
        class Reporter:
            deadline = 0
            notices = []

        self.said = []
        self.reporter = Reporter()
        self.relay = Relay(None, self.reporter, self.said.append)

    def pass_time_until(self, left):
        self.reporter.deadline = time.monotonic() + left
        self.relay._warn(True)

    def test_comes_five_minutes_and_one_minute_before_the_end_and_again_before_a_later_one(self):
        for left in (4000, 299.9, 300.5, 290, 59.9, 61, 50, 4000, 299.9, 59.9, 300.5):
            self.pass_time_until(left)
        self.assertEqual(self.said, ["This access ends in %s." % words for words in ("5 minutes", "1 minute") * 2])


if __name__ == "__main__":
    unittest.main()
