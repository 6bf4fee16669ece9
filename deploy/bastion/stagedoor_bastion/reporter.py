"""Keeps the platform informed about a session, and listens whether it may go on."""

import selectors

from .wire import Decoder, WireError, encode

HEARTBEAT_SECONDS = 2.0
RETRY_SECONDS = 0.5
# The platform says how much time is left with every answer; more than this is not believed.
MOST_SECONDS = 60 * 24 * 60 * 60


class Reporter:
    """Sends a recording chunk by chunk, one at a time, and heartbeats in between. Never blocks.

    `ending` says why the session has to end, once it has to.
    """

    def __init__(self, connection, casting, clock, grace, seconds_left):
        connection.setblocking(False)
        self._connection = connection
        self._casting = casting
        self._clock = clock
        self._grace = grace
        self._decoder = Decoder()
        self._unsent = b""
        self._in_flight = None
        self._chunk = None
        self._sent_at = clock()
        self._heard_at = clock()
        self._retry_at = None
        self._end_sent = False
        #: When the time of the access is over.
        self.deadline = clock() + min(seconds_left, MOST_SECONDS)
        self.ending = None
        #: What the platform wants to be shown.
        self.notices = []
        self.is_closed = False

    @property
    def fileno(self):
        return self._connection.fileno()

    @property
    def wants(self):
        """What to wait for on the connection."""
        return selectors.EVENT_READ | (selectors.EVENT_WRITE if self._unsent else 0)

    def due_in(self):
        """Seconds until there is something to do without anybody having said anything."""
        now = self._clock()
        times = [self._heard_at + self._grace - now]
        if self._in_flight is None:
            if self._retry_at is not None:
                times.append(self._retry_at - now)
            else:
                times.append(self._sent_at + HEARTBEAT_SECONDS - now)
                due = self._casting.due_in()
                if due is not None:
                    times.append(due)
        return max(0.0, min(times))

    def tick(self):
        """Sends what is due."""
        now = self._clock()
        if now - self._heard_at >= self._grace:
            self._end("The recording of this session cannot be stored.")
            return
        if self._in_flight is not None or self.is_closed:
            return
        if self._retry_at is not None and now < self._retry_at:
            return
        self._retry_at = None
        if self._chunk is None and self._casting.due_in() == 0:
            self._chunk = self._casting.take()
        if self._chunk is not None:
            self._send("chunk", self._chunk.message())
        elif now - self._sent_at >= HEARTBEAT_SECONDS:
            self._send("keep", {"do": "keep"})

    def on_ready(self, events):
        """Reads and writes as much as is possible."""
        try:
            if events & selectors.EVENT_WRITE and self._unsent:
                self._write()
            if events & selectors.EVENT_READ:
                data = self._connection.recv(65536)
                if not data:
                    raise WireError("hung up")
                for answer in self._decoder.push(data):
                    self._take(answer)
        except BlockingIOError:
            pass
        except (OSError, WireError):
            self.is_closed = True
            self._end("The recorder of this session is gone.")

    def finish(self, exit_code, seconds):
        """Sends the rest and says how the session ended. Waits, but not for long."""
        self._casting.close()
        until = self._clock() + seconds
        selector = selectors.DefaultSelector()
        if not self.is_closed:
            selector.register(self._connection, self.wants)
        while not self.is_closed and not self._end_sent and self._clock() < until:
            if self._in_flight is None:
                self._send_next(exit_code)
            if self._end_sent:
                break
            selector.modify(self._connection, self.wants)
            for _, events in selector.select(0.1):
                self.on_ready(events)
        selector.close()
        if not self.is_closed:
            self._connection.close()
            self.is_closed = True

    def _send_next(self, exit_code):
        if self._retry_at is not None and self._clock() < self._retry_at:
            return
        self._retry_at = None
        if self._chunk is None:
            self._chunk = self._casting.take()
        if self._chunk is not None:
            self._send("chunk", self._chunk.message())
            return
        message = {"do": "end", "chunks": self._casting.chunks}
        if exit_code is not None:
            message["exitCode"] = exit_code
        self._send("end", message)

    def _send(self, kind, message):
        self._in_flight = kind
        self._sent_at = self._clock()
        self._unsent += encode(message)
        try:
            self._write()
        except BlockingIOError:
            pass
        except OSError:
            self.is_closed = True
            self._end("The recorder of this session is gone.")

    def _write(self):
        sent = self._connection.send(self._unsent)
        self._unsent = self._unsent[sent:]

    def _take(self, answer):
        kind, self._in_flight = self._in_flight, None
        if answer.get("ok") is not True:
            if answer.get("final"):
                self.is_closed = kind == "end"
                self._end(str(answer.get("message", "The platform ends this session.")))
                # What was refused for good is not sent again.
                self._chunk = None
            else:
                self._retry_at = self._clock() + RETRY_SECONDS
            return
        self._heard_at = self._clock()
        if kind == "end":
            self._end_sent = True
            return
        if kind == "chunk":
            self._chunk = None
        verdict = answer.get("verdict") or {}
        if verdict.get("goOn") is not True:
            self._end(str(verdict.get("message") or "The platform ends this session."))
            return
        left = verdict.get("secondsLeft")
        if isinstance(left, (int, float)):
            self.deadline = self._heard_at + min(left, MOST_SECONDS)
        if verdict.get("message"):
            self.notices.append(str(verdict["message"]))

    def _end(self, why):
        if self.ending is None:
            self.ending = why
