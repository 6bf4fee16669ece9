"""Ends processes, with all that they have started."""

import ctypes
import os
import signal
import time

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_CHILD_SUBREAPER = 36


def _prctl(option, value):
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        return libc.prctl(option, value, 0, 0, 0) == 0
    except (OSError, AttributeError):
        return False


def guard_self():
    """No other process of this account may look into this one, and what its children leave behind comes to it."""
    _prctl(PR_SET_DUMPABLE, 0)
    _prctl(PR_SET_CHILD_SUBREAPER, 1)


def die_with_parent(parent):
    """For a process that was just forked: it ends when its parent does, however that ends."""
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(255)


def read_parents():
    """The parent and the name of every process."""
    parents = {}
    for entry in os.listdir("/proc"):
        if not entry.isdigit():
            continue
        try:
            with open("/proc/%s/stat" % entry, encoding="utf-8", errors="replace") as f:
                text = f.read()
        except OSError:
            continue
        # The name, in brackets, may hold anything.
        name = text[text.index("(") + 1 : text.rindex(")")]
        parents[int(entry)] = (int(text[text.rindex(")") + 2 :].split()[1]), name)
    return parents


def descendants(pid):
    parents = read_parents()
    tree = [pid]
    for known in tree:
        tree.extend(child for child, (parent, _) in parents.items() if parent == known)
    return tree[1:]


def find_ancestor(prefix):
    """The nearest process above this one whose name begins so; None if there is none."""
    parents = read_parents()
    pid = os.getppid()
    while pid in parents and pid > 1:
        parent, name = parents[pid]
        if name.startswith(prefix):
            return pid
        pid = parent
    return None


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def kill_all(pids, number):
    for pid in pids:
        try:
            os.kill(pid, number)
        except (ProcessLookupError, PermissionError):
            pass


def end_descendants(grace=1.0):
    """Ends everything below this process: asks first, then insists."""
    for number in (signal.SIGHUP, signal.SIGTERM):
        kill_all(descendants(os.getpid()), number)
    until = time.monotonic() + grace
    while time.monotonic() < until:
        reap()
        if not descendants(os.getpid()):
            return
        time.sleep(0.05)
    kill_all(descendants(os.getpid()), signal.SIGKILL)
    reap()


def reap():
    """Takes note of children that have ended. Returns how each did."""
    ended = {}
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return ended
        if pid == 0:
            return ended
        ended[pid] = status
