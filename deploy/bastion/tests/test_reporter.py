import socket
import unittest

from stagedoor_bastion.casting import Casting
from stagedoor_bastion.reporter import Reporter
from stagedoor_bastion.wire import Decoder, encode


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


class ReporterTest(unittest.TestCase):
    def setUp(self):
        self.clock = Clock()
        self.casting = Casting(self.clock)
        mine, self.other = socket.socketpair()
        self.addCleanup(mine.close)
        self.addCleanup(self.other.close)
        self.other.settimeout(0.2)
        self.decoder = Decoder()
        self.reporter = Reporter(mine, self.casting, self.clock, 5, 3600)

    def heard(self):
        try:
            return self.decoder.push(self.other.recv(1 << 20))
        except socket.timeout:
            return []

    def answer(self, **message):
        self.other.sendall(encode(message))
        self.reporter.on_ready(1)

    def go_on(self, left=3600):
        self.answer(ok=True, verdict={"goOn": True, "secondsLeft": left})

    def test_sends_a_chunk_when_it_is_due_and_a_heartbeat_otherwise(self):
        self.casting.output("out", b"x")
        self.clock.now = 1
        self.reporter.tick()
        self.assertEqual([m["do"] for m in self.heard()], ["chunk"])
        self.go_on()
        self.reporter.tick()
        self.assertEqual(self.heard(), [])
        self.clock.now = 3.1
        self.reporter.tick()
        self.assertEqual([m["do"] for m in self.heard()], ["keep"])

    def test_sends_the_same_chunk_again_until_it_is_taken(self):
        self.casting.output("out", b"x")
        self.clock.now = 1
        self.reporter.tick()
        (first,) = self.heard()
        self.answer(ok=False, final=False, message="busy")
        self.clock.now = 2
        self.reporter.tick()
        self.assertEqual(self.heard(), [first])
        self.assertIsNone(self.reporter.ending)

    def test_ends_when_nothing_is_taken_for_too_long(self):
        self.casting.output("out", b"x")
        for second in range(1, 6):
            self.clock.now = second
            self.reporter.tick()
            if self.heard():
                self.answer(ok=False, final=False, message="disk full")
        self.assertIn("cannot be stored", self.reporter.ending)

    def test_ends_when_the_collector_is_silent(self):
        self.clock.now = 2
        self.reporter.tick()
        self.clock.now = 5
        self.reporter.tick()
        self.assertIn("cannot be stored", self.reporter.ending)

    def test_ends_when_the_collector_is_gone(self):
        self.other.close()
        self.reporter.on_ready(1)
        self.assertIn("recorder", self.reporter.ending)

    def test_ends_when_the_platform_says_so(self):
        self.clock.now = 2
        self.reporter.tick()
        self.answer(ok=True, verdict={"goOn": False, "message": "Revoked.", "secondsLeft": 0})
        self.assertEqual(self.reporter.ending, "Revoked.")

    def test_anything_but_a_clear_yes_is_no(self):
        for verdict in ({}, {"goOn": 1}, {"goOn": "true"}, None):
            self.setUp()
            self.clock.now = 2
            self.reporter.tick()
            self.answer(ok=True, verdict=verdict)
            self.assertIsNotNone(self.reporter.ending, verdict)

    def test_follows_the_time_that_is_left(self):
        self.clock.now = 2
        self.reporter.tick()
        self.go_on(left=10)
        self.assertEqual(self.reporter.deadline, 12)

    def test_never_has_two_questions_at_once(self):
        self.clock.now = 2
        self.reporter.tick()
        self.casting.output("out", b"x")
        self.clock.now = 4.5
        self.reporter.tick()
        self.assertEqual(len(self.heard()), 1)


if __name__ == "__main__":
    unittest.main()
