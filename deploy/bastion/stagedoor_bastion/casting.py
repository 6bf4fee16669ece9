"""Turns output into an asciicast v2, chunk by chunk."""

import codecs
import hashlib
import json

# A chunk is closed when it is as long, or as old, as this.
CHUNK_BYTES = 64 * 1024
CHUNK_SECONDS = 0.5
# More than this is not taken in: whoever writes it has to wait.
MOST_WAITING = 1024 * 1024
# One read of output is never longer than this, so a chunk stays far below what the platform takes.
READ_BYTES = 32 * 1024


class Chunk:
    def __init__(self, sequence, lines):
        self.sequence = sequence
        self.lines = lines

    def message(self):
        digest = hashlib.sha256(self.lines.encode("utf-8")).hexdigest()
        return {
            "do": "chunk",
            "sequence": self.sequence,
            "lines": self.lines,
            "sha256": digest,
        }


class Casting:
    """Collects events. Output of each stream is decoded on its own: characters may be cut between two reads."""

    def __init__(self, clock):
        self._clock = clock
        self._start = clock()
        self._decoders = {}
        self._events = []
        self._waiting = 0
        self._oldest = None
        self._ends_with_size = False
        #: How many chunks have been made.
        self.chunks = 0

    def output(self, stream, data, final=False):
        decoder = self._decoders.get(stream)
        if decoder is None:
            decoder = codecs.getincrementaldecoder("utf-8")("replace")
            self._decoders[stream] = decoder
        text = decoder.decode(data, final)
        if text:
            self._add("o", text)

    def resize(self, columns, rows):
        """Of several sizes in a row the last one counts: nothing was shown at the others, and they may be many."""
        if self._events and self._ends_with_size:
            self._waiting -= len(self._events.pop())
        self._add("r", "%dx%d" % (columns, rows))

    def close(self):
        """Takes in what is left of characters that were cut off."""
        for stream in list(self._decoders):
            self.output(stream, b"", final=True)

    @property
    def is_full(self):
        return self._waiting >= MOST_WAITING

    def due_in(self):
        """Seconds until there is a chunk to take; None if there is nothing."""
        if not self._events:
            return None
        if self._waiting >= CHUNK_BYTES:
            return 0.0
        return max(0.0, self._oldest + CHUNK_SECONDS - self._clock())

    def take(self):
        """Makes the next chunk of what has waited longest; None if there is nothing."""
        if not self._events:
            return None
        size = 0
        count = 0
        for event in self._events:
            if count and size + len(event) > CHUNK_BYTES * 2:
                break
            size += len(event)
            count += 1
        lines = "".join(self._events[:count])
        del self._events[:count]
        self._waiting -= size
        self._oldest = self._clock() if self._events else None
        chunk = Chunk(self.chunks, lines)
        self.chunks += 1
        return chunk

    def _add(self, kind, text):
        now = self._clock()
        at = round(now - self._start, 6)
        event = json.dumps([at, kind, text], ensure_ascii=False) + "\n"
        if self._oldest is None:
            self._oldest = now
        self._events.append(event)
        self._waiting += len(event)
        self._ends_with_size = kind == "r"
