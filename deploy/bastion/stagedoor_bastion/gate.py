"""The gate: where everybody lands who logs in to the bastion, whatever they asked for."""

import os
import re
import shutil
import signal
import sys
import tempfile
import time

from .casting import Casting
from .certificate import CertificateError, read_user_auth
from .nested import (
    NestedError,
    build_arguments,
    build_environment,
    make_key,
    write_trust,
)
from .processes import find_ancestor, guard_self, kill_all
from .relay import Relay, window_size
from .reporter import Reporter
from .settings import Settings, SettingsError
from .wire import WireError, ask, connect
from .wish import WishError, ask_for_host, parse_wish

ASK_SECONDS = 15
CHOOSE_SECONDS = 60
FINISH_SECONDS = 6
# Whoever is sent away does not wait for what cannot be stored.
ENDED_FINISH_SECONDS = 2
REFUSED = 77
ENDED = 124
# What ssh says of a host that takes none of its keys.
REFUSED_BY_HOST = b": Permission denied (publickey"

# What could move a cursor, or turn text around.
UNPRINTABLE = re.compile(
    "[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


class Refusal(Exception):
    """There is no session; the message is for whoever wanted one."""


class Gone(Exception):
    """Whoever wanted a session is not there any more."""


def printable(text):
    return UNPRINTABLE.sub("", text)[:500]


def say(text, terminal=False):
    """Tells the person something, next to what their programs show."""
    end = "\r\n" if terminal else "\n"
    data = (end if terminal else "") + "*** " + printable(text) + end
    try:
        os.write(2, data.encode("utf-8", "replace"))
    except OSError:
        pass


def ask_collector(settings, message):
    """Asks one thing on a connection, and returns both."""
    connection = connect(settings.socket, ASK_SECONDS)
    try:
        answer = ask(connection, message)
    except WireError:
        connection.close()
        raise
    if answer.get("ok") is not True:
        connection.close()
        raise Refusal(str(answer.get("message", "The platform says no.")))
    return connection, answer


def choose(settings, certificate, terminal, original):
    wish = parse_wish(original)
    if wish is None and terminal:
        connection, answer = ask_collector(
            settings,
            {
                "do": "principals",
                "user": settings.user,
                "keyId": certificate.key_id,
                "serial": certificate.serial,
                "fingerprint": certificate.fingerprint,
            },
        )
        connection.close()
        hosts = [str(name) for name in answer.get("hosts", [])]
        if not hosts:
            raise Refusal("This certificate does not let you in any more.")
        wish = ask_in_time(hosts)
    if wish is None:
        raise Refusal("Say which host: ssh -t <bastion> <host> [command]")
    if wish.command is None and not terminal:
        raise Refusal("A shell needs a terminal: ssh -t <bastion> %s" % wish.host)
    return wish


def ask_in_time(hosts):
    """Asks for a host. Nobody stays on the bastion without a session: nothing would end that with their access."""

    def give_up(number, frame):
        raise Refusal("No host was chosen. Log in again, or name it: ssh -t <bastion> <host>")

    signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, CHOOSE_SECONDS)
    try:
        return ask_for_host(hosts, sys.stdin.readline, write_out)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def write_out(text):
    sys.stdout.write(text)
    sys.stdout.flush()


def begin(settings, certificate, wish, terminal, folder):
    columns, rows = window_size(0) if terminal else (80, 24)
    question = {
        "do": "begin",
        "serial": certificate.serial,
        "keyId": certificate.key_id,
        "host": wish.host,
        "interactive": terminal,
        "columns": columns,
        "rows": rows,
        "from": os.environ.get("SSH_CONNECTION", "unknown").split(" ")[0][:100],
        "publicKey": make_key(folder),
    }
    if wish.command is not None:
        question["command"] = wish.command
    connection, answer = ask_collector(settings, question)
    write_trust(folder, answer["answer"])
    return connection, answer["answer"]


def run(settings):
    terminal = os.isatty(0)
    certificate = read_user_auth(os.environ.get("SSH_USER_AUTH"))
    wish = choose(
        settings, certificate, terminal, os.environ.get("SSH_ORIGINAL_COMMAND")
    )
    folder = tempfile.mkdtemp(prefix="session-", dir=settings.temporary or None)
    try:
        connection, answer = begin(settings, certificate, wish, terminal, folder)
        if terminal:
            say(answer["notice"], terminal=False)
        casting = Casting(time.monotonic)
        reporter = Reporter(
            connection,
            casting,
            time.monotonic,
            settings.graceSeconds,
            float(answer["secondsLeft"]),
        )
        arguments = build_arguments(folder, answer, wish.command, terminal)
        notify = lambda text: say(text, terminal=True)
        relay = Relay(casting, reporter, notify)
        code = relay.run(arguments, build_environment(os.environ), terminal)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if relay.ended_because is not None:
        say(relay.ended_because, terminal)
    if is_refusal(code, relay.first):
        say(
            "%s does not take the platform's certificate. Whoever runs it sees why in the log of its sshd:"
            " a clock that is wrong, or authorities or accounts that it was not told about." % wish.host
        )
    was_ended = relay.ended_because is not None
    reporter.finish(code, ENDED_FINISH_SECONDS if was_ended else FINISH_SECONDS)
    if was_ended:
        # A connection that is shared must not live on for the next session.
        hang_up()
        return ENDED
    return code if code is not None else ENDED


def is_refusal(code, first):
    """Whether the host let nobody in, so that nothing has run."""
    return code == 255 and REFUSED_BY_HOST in first


def hang_up():
    time.sleep(0.3)
    pid = find_ancestor("sshd")
    if pid is not None:
        kill_all([pid], signal.SIGTERM)


def end_with_connection():
    """Has the key of a session that has not begun cleaned up, too, when the connection breaks. The relay has its own way."""

    def give_up(number, frame):
        raise Gone()

    for number in (signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, give_up)


def main(settings_file):
    guard_self()
    try:
        end_with_connection()
        return run(Settings.read(settings_file))
    except (Refusal, WishError, CertificateError, NestedError) as error:
        say(str(error))
    except SettingsError:
        say("This bastion is not set up.")
    except (WireError, KeyError, ValueError) as error:
        say("There is no session, because it cannot be recorded (%s)." % error)
    except OSError as error:
        say("There is no session: %s" % error.strerror)
    except KeyboardInterrupt:
        say("There is no session.")
    except Gone:
        pass
    return REFUSED
