"""Runs the connection to a host: passes everything on, and has what comes back recorded."""

import array
import errno
import fcntl
import os
import selectors
import signal
import termios
import time
import tty

from .casting import READ_BYTES
from .processes import die_with_parent, end_descendants, find_ancestor, is_alive, reap

# What is passed on but not yet taken. Whoever sends more has to wait.
MOST_UNTAKEN = 256 * 1024
# The longest pause between two looks at whether the person is still there.
LOOK_SECONDS = 1.0
# How long nothing comes of a connection that is over, before whoever else still holds it open is not waited for.
QUIET_SECONDS = 0.5
# So much is kept of what came back, to tell a host that lets nobody in.
FIRST_BYTES = 1024
WARNINGS = ((60, "1 minute"), (300, "5 minutes"))


def window_size(fd):
    """Columns and rows of a terminal; what nobody can work with counts as unknown."""
    size = array.array("H", [0, 0, 0, 0])
    try:
        fcntl.ioctl(fd, termios.TIOCGWINSZ, size)
    except OSError:
        pass
    rows, columns = size[0], size[1]
    return (
        columns if 1 <= columns <= 1000 else 80,
        rows if 1 <= rows <= 1000 else 24,
    )


def set_window_size(fd, columns, rows):
    fcntl.ioctl(fd, termios.TIOCSWINSZ, array.array("H", [rows, columns, 0, 0]))


class Flow:
    """Bytes on their way from one descriptor to another."""

    def __init__(self, source, sink, record=None, close_sink=False):
        self.source = source
        self.sink = sink
        self.record = record
        self.close_sink = close_sink
        self.waiting = b""
        self.is_over = False


class Relay:
    """One session from its beginning to its end."""

    def __init__(self, casting, reporter, notify):
        self._casting = casting
        self._reporter = reporter
        self._notify = notify
        self._flows = []
        self._child = None
        self._status = None
        self._master = None
        self._moved_at = 0.0
        self._told = set()
        self._client = find_ancestor("sshd")
        #: Why the session was ended, if it was.
        self.ended_because = None
        #: The first words that came back.
        self.first = b""

    def run(self, arguments, environment, terminal):
        """Returns the exit code; None if the session was ended."""
        wake_read, wake_write = os.pipe()
        for fd in (wake_read, wake_write):
            os.set_blocking(fd, False)
        signal.set_wakeup_fd(wake_write, warn_on_full_buffer=False)
        state = {"resized": False, "gone": False}

        def note(key):
            return lambda number, frame: state.__setitem__(key, True)

        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        signal.signal(signal.SIGWINCH, note("resized"))
        for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGINT):
            signal.signal(number, note("gone"))
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)
        before = self._start(arguments, environment, terminal)
        try:
            return self._loop(wake_read, state, terminal)
        finally:
            end_descendants()
            if before is not None:
                try:
                    termios.tcsetattr(0, termios.TCSADRAIN, before)
                except (termios.error, OSError):
                    pass

    def _start(self, arguments, environment, terminal):
        parent = os.getpid()
        if terminal:
            self._master, slave = os.openpty()
            set_window_size(self._master, *window_size(0))
            self._child = os.fork()
            if self._child == 0:
                self._become(arguments, environment, parent, (slave, slave, slave), True)
            os.close(slave)
            self._add(0, self._master)
            self._add(self._master, 1, record="out")
            try:
                before = termios.tcgetattr(0)
                # What was typed in the meantime is for the host.
                tty.setraw(0, termios.TCSADRAIN)
            except (termios.error, OSError):
                before = None
            return before
        input_read, input_write = os.pipe()
        output_read, output_write = os.pipe()
        errors_read, errors_write = os.pipe()
        self._child = os.fork()
        if self._child == 0:
            self._become(
                arguments,
                environment,
                parent,
                (input_read, output_write, errors_write),
                False,
            )
        for fd in (input_read, output_write, errors_write):
            os.close(fd)
        self._add(0, input_write, close_sink=True)
        self._add(output_read, 1, record="out")
        self._add(errors_read, 2, record="errors")
        return None

    def _become(self, arguments, environment, parent, fds, terminal):
        """In the child: becomes ssh."""
        try:
            os.setsid()
            die_with_parent(parent)
            if terminal:
                fcntl.ioctl(fds[0], termios.TIOCSCTTY, 0)
            for number, fd in enumerate(fds):
                os.dup2(fd, number)
            os.closerange(3, 1024)
            for number in (signal.SIGPIPE, signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
                signal.signal(number, signal.SIG_DFL)
            os.execve(arguments[0], arguments, environment)
        except OSError:
            pass
        finally:
            os._exit(255)

    def _add(self, source, sink, record=None, close_sink=False):
        for fd in (source, sink):
            os.set_blocking(fd, False)
        self._flows.append(Flow(source, sink, record, close_sink))

    def _loop(self, wake, state, terminal):
        while True:
            if state["resized"]:
                state["resized"] = False
                self._resize()
            for pid, status in reap().items():
                if pid == self._child:
                    self._status = status
                    self._moved_at = time.monotonic()
            if self._status is not None and self._is_drained():
                return exit_code(self._status)
            if state["gone"] or not self._is_client_there():
                return None
            self._reporter.tick()
            self._warn(terminal)
            if self._reporter.ending is not None:
                self.ended_because = self._reporter.ending
                return None
            if time.monotonic() >= self._reporter.deadline:
                self.ended_because = "The time of this access is over."
                return None
            self._wait(wake)

    def _wait(self, wake):
        selector = selectors.DefaultSelector()
        wanted = {wake: selectors.EVENT_READ}
        if not self._reporter.is_closed:
            wanted[self._reporter.fileno] = self._reporter.wants
        for flow in self._flows:
            may_read = len(flow.waiting) < MOST_UNTAKEN and not (
                flow.record and self._casting.is_full
            )
            if may_read and not flow.is_over:
                wanted[flow.source] = wanted.get(flow.source, 0) | selectors.EVENT_READ
            if flow.waiting:
                wanted[flow.sink] = wanted.get(flow.sink, 0) | selectors.EVENT_WRITE
        always = []
        for fd, events in wanted.items():
            try:
                selector.register(fd, events)
            except (PermissionError, ValueError, KeyError):
                # A plain file is always ready, and cannot be waited for.
                always.append((fd, events))
        timeout = 0 if always else min(self._seconds_to_wait(), LOOK_SECONDS)
        ready = dict((key.fd, events) for key, events in selector.select(timeout))
        ready.update(always)
        selector.close()
        if wake in ready:
            try:
                os.read(wake, 512)
            except BlockingIOError:
                pass
        if self._reporter.fileno in ready and not self._reporter.is_closed:
            self._reporter.on_ready(ready[self._reporter.fileno])
        for flow in self._flows:
            if ready.get(flow.source, 0) & selectors.EVENT_READ and not flow.is_over:
                self._read(flow)
            if flow.waiting:
                self._write(flow)

    def _seconds_to_wait(self):
        left = self._reporter.deadline - time.monotonic()
        return max(0.0, min(left, self._reporter.due_in()))

    def _read(self, flow):
        try:
            data = os.read(flow.source, READ_BYTES)
        except BlockingIOError:
            return
        except OSError as error:
            # A terminal says so when its other side is gone.
            if error.errno != errno.EIO:
                raise
            data = b""
        if not data:
            self._finish(flow)
            return
        if flow.record:
            self._moved_at = time.monotonic()
            self._casting.output(flow.record, data)
            self.first += data[: FIRST_BYTES - len(self.first)]
        flow.waiting += data

    def _write(self, flow):
        try:
            sent = os.write(flow.sink, flow.waiting)
            flow.waiting = flow.waiting[sent:]
        except BlockingIOError:
            return
        except OSError:
            # Nobody takes it any more. What is recorded stays recorded.
            flow.waiting = b""
            flow.is_over = True
        if flow.is_over and not flow.waiting:
            self._finish(flow)

    def _finish(self, flow):
        flow.is_over = True
        if flow.close_sink and not flow.waiting and flow.sink is not None:
            flow.close_sink = False
            os.close(flow.sink)

    def _is_drained(self):
        """All output has been passed on; what somebody still holds open is waited for only for a moment."""
        outputs = [flow for flow in self._flows if flow.record]
        if all(flow.is_over and not flow.waiting for flow in outputs):
            return True
        if self._casting.is_full or any(flow.waiting for flow in outputs):
            # Nothing is read meanwhile, so nobody knows whether there is more.
            self._moved_at = time.monotonic()
            return False
        return time.monotonic() - self._moved_at > QUIET_SECONDS

    def _is_client_there(self):
        return self._client is None or is_alive(self._client)

    def _resize(self):
        if self._master is not None:
            columns, rows = window_size(0)
            set_window_size(self._master, columns, rows)
            self._casting.resize(columns, rows)

    def _warn(self, terminal):
        left = self._reporter.deadline - time.monotonic()
        # Whoever was given more time is told once more. What is left varies a little with each answer.
        self._told = {seconds for seconds in self._told if left <= seconds + 30}
        for seconds, words in WARNINGS:
            if left <= seconds and seconds not in self._told:
                # A session that begins with little time left is told once.
                self._told.update(s for s, _ in WARNINGS if s >= seconds)
                if left >= 1:
                    self._reporter.notices.append(
                        "This access ends in %s." % (words if left > seconds - 5 else "%d seconds" % left)
                    )
        while self._reporter.notices:
            text = self._reporter.notices.pop(0)
            if terminal:
                self._notify(text)


def exit_code(status):
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code
