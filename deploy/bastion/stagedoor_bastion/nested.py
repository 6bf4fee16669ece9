"""The connection from the bastion to a host."""

import os
import re
import shlex
import subprocess

SSH = "/usr/bin/ssh"
SSH_KEYGEN = "/usr/bin/ssh-keygen"
TERM = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._+-]{0,40}$")

# Ends a command whose connection is gone while it still runs; a terminal would do so by itself. What detaches itself
# from its session on purpose stays: that is for the host (KillUserProcesses of systemd-logind).
WATCH = (
    "p=$PPID;"
    '(trap "" HUP INT TERM;'
    "while kill -0 $p&&kill -0 $$;do sleep 1;done;"
    "kill -0 $$||exit 0;"
    "kill -HUP -$$;sleep 1;kill -TERM -$$;sleep 2;kill -KILL -$$"
    ")</dev/null >/dev/null 2>&1 & "
    'exec "${SHELL:-/bin/sh}" -c "$1"'
)


class NestedError(Exception):
    """A session cannot begin; the message is for whoever wanted it."""


def make_key(folder):
    """Makes a key for one session. Returns its public half."""
    file = os.path.join(folder, "key")
    try:
        subprocess.run(
            [SSH_KEYGEN, "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", file],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=10,
            check=True,
        )
    except subprocess.SubprocessError as error:
        raise NestedError("The bastion cannot make a key for the session.") from error
    with open(file + ".pub", encoding="ascii") as stream:
        return stream.read().strip()


def write_trust(folder, answer):
    """Writes what the platform answered to where ssh reads it."""
    for name, text in (
        ("key-cert.pub", answer["certificate"].strip() + "\n"),
        ("known_hosts", answer["knownHosts"]),
    ):
        with open(os.path.join(folder, name), "w", encoding="ascii") as stream:
            stream.write(text)


def split_address(address):
    """`host:port`, where the host may be an IPv6 address in brackets."""
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit() or not 1 <= int(port) <= 65535:
        raise NestedError("The platform does not say where the host is.")
    return host.strip("[]"), port


def build_arguments(folder, answer, command, terminal):
    """The arguments of ssh. Nothing of them is read by a shell here, and nothing of ssh's own configuration counts."""
    host, port = split_address(answer["address"])
    path = lambda name: os.path.join(folder, name)
    options = [
        "BatchMode=yes",
        "CertificateFile=" + path("key-cert.pub"),
        "ClearAllForwardings=yes",
        "ConnectTimeout=10",
        "ControlMaster=no",
        "ControlPath=none",
        "EscapeChar=none",
        "ForwardAgent=no",
        "ForwardX11=no",
        "GlobalKnownHostsFile=/dev/null",
        "HostKeyAlias=" + answer["hostKeyAlias"],
        "IdentitiesOnly=yes",
        "IdentityAgent=none",
        "IdentityFile=" + path("key"),
        "LogLevel=ERROR",
        "PermitLocalCommand=no",
        "PreferredAuthentications=publickey",
        "ProxyCommand=none",
        "ServerAliveCountMax=3",
        "ServerAliveInterval=5",
        "StrictHostKeyChecking=yes",
        "UpdateHostKeys=no",
        "UserKnownHostsFile=" + path("known_hosts"),
    ]
    arguments = [SSH, "-F", "none", "-tt" if terminal else "-T"]
    for option in options:
        arguments += ["-o", option]
    arguments += ["-p", port, "-l", answer["account"], "--", host]
    if command is not None:
        arguments.append(watch(command))
    return arguments


def watch(command):
    """The command as the host runs it: in the shell of its account, and no longer than the session."""
    return "exec /bin/sh -c %s stagedoor %s" % (shlex.quote(WATCH), shlex.quote(command))


def build_environment(environ):
    term = environ.get("TERM", "")
    return {
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "HOME": "/nonexistent",
        "TERM": term if TERM.match(term) else "xterm-256color",
    }
