"""What somebody wants: a host, and perhaps a command."""

import re

HOST = re.compile(r"^[a-z0-9][a-z0-9.-]{0,62}$")
LONGEST_COMMAND = 16 * 1024


class WishError(Exception):
    """What somebody typed cannot be done; the message is for them."""


class Wish:
    def __init__(self, host, command=None):
        self.host = host
        self.command = command


def parse_wish(original):
    """Reads `host [command…]` as it came over SSH; nothing of it is ever seen by a shell here.

    Returns None if nothing was said.
    """
    words = (original or "").lstrip(" \t").split(None, 1)
    if not words:
        return None
    host = words[0]
    if not HOST.match(host):
        raise WishError(
            "Say the name of a host first, and then what to run on it: lower-case letters, digits, '.' and '-'."
        )
    # Blanks at the end may matter to the command.
    command = original.lstrip(" \t")[len(host) :].lstrip(" \t")
    try:
        length = len(command.encode("utf-8"))
    except UnicodeEncodeError as error:
        raise WishError("The command is not UTF-8, so it cannot be recorded. Write such bytes in another way.") from error
    if "\0" in command or length > LONGEST_COMMAND:
        raise WishError("The command is too long.")
    return Wish(host, command or None)


def ask_for_host(hosts, read_line, write):
    """Lists hosts and asks for one of them. Returns None when there is no answer."""
    if len(hosts) == 1:
        return Wish(hosts[0])
    write("You may log in to:\n")
    for number, name in enumerate(hosts, 1):
        write("  %2d  %s\n" % (number, name))
    for _ in range(3):
        write("Which one? ")
        line = read_line()
        if not line:
            return None
        answer = line.strip()
        if answer in hosts:
            return Wish(answer)
        if answer.isascii() and answer.isdigit() and 1 <= int(answer[:4]) <= len(hosts):
            return Wish(hosts[int(answer[:4]) - 1])
        write("Type its number or its name.\n")
    return None
