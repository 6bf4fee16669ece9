import hashlib
import json
import unittest

from stagedoor_bastion.casting import CHUNK_BYTES, CHUNK_SECONDS, MOST_WAITING, Casting


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


def events_of(chunk):
    return [json.loads(line) for line in chunk.lines.splitlines()]


class CastingTest(unittest.TestCase):
    def setUp(self):
        self.clock = Clock()
        self.casting = Casting(self.clock)

    def test_puts_characters_together_that_were_cut(self):
        data = "grün €".encode("utf-8")
        for byte in data:
            self.casting.output("out", bytes([byte]))
        chunk = self.casting.take()
        self.assertEqual("".join(text for _, _, text in events_of(chunk)), "grün €")

    def test_keeps_streams_apart(self):
        self.casting.output("out", "é".encode()[:1])
        self.casting.output("errors", b"x")
        self.casting.output("out", "é".encode()[1:])
        text = "".join(text for _, _, text in events_of(self.casting.take()))
        self.assertEqual(text, "xé")

    def test_records_any_bytes_as_text(self):
        self.casting.output("out", bytes(range(256)))
        self.casting.close()
        chunk = self.casting.take()
        self.assertNotIn("\n[", chunk.lines.rstrip("\n"))
        self.assertEqual(len(events_of(chunk)), 1)

    def test_closes_a_chunk_when_it_is_old(self):
        self.assertIsNone(self.casting.due_in())
        self.casting.output("out", b"x")
        self.assertAlmostEqual(self.casting.due_in(), CHUNK_SECONDS)
        self.clock.now += CHUNK_SECONDS
        self.assertEqual(self.casting.due_in(), 0.0)

    def test_closes_a_chunk_when_it_is_long(self):
        self.casting.output("out", b"x" * CHUNK_BYTES)
        self.assertEqual(self.casting.due_in(), 0.0)

    def test_says_when_it_takes_no_more(self):
        for _ in range(40):
            self.casting.output("out", b"x" * 32 * 1024)
        self.assertTrue(self.casting.is_full)
        while self.casting.take():
            pass
        self.assertFalse(self.casting.is_full)
        self.assertGreater(MOST_WAITING, CHUNK_BYTES)

    def test_keeps_of_a_storm_of_sizes_those_at_which_something_was_shown(self):
        for columns in range(1, 20_000):
            self.casting.resize(columns % 500 + 1, 40)
        self.casting.output("out", b"shown")
        for columns in range(1, 20_000):
            self.casting.resize(columns % 300 + 1, 40)
        self.assertFalse(self.casting.is_full)
        lines = self.casting.take().lines.splitlines()
        self.assertEqual([json.loads(line)[1:] for line in lines], [["r", "500x40"], ["o", "shown"], ["r", "200x40"]])
        # What was sent stays as it was.
        self.casting.resize(80, 24)
        self.assertIn('"80x24"', self.casting.take().lines)
        self.assertIsNone(self.casting.take())

    def test_hashes_what_is_sent(self):
        self.clock.now += 1.5
        self.casting.resize(120, 40)
        message = self.casting.take().message()
        self.assertEqual(message["lines"], '[1.5, "r", "120x40"]\n')
        self.assertEqual(
            message["sha256"], hashlib.sha256(message["lines"].encode()).hexdigest()
        )
        self.assertEqual(message["sequence"], 0)


if __name__ == "__main__":
    unittest.main()
