"""Messages over a socket: one JSON object a line."""

import json
import socket

# A chunk of a recording in which every character is escaped still fits.
LONGEST = 4 * 1024 * 1024


class WireError(Exception):
    """The other side is gone, or does not speak as agreed."""


def encode(message):
    return json.dumps(message, separators=(",", ":")).encode("utf-8") + b"\n"


class Decoder:
    """Cuts bytes into messages."""

    def __init__(self):
        self._bytes = bytearray()

    def push(self, data):
        """Returns the messages that are whole now."""
        self._bytes += data
        messages = []
        while True:
            end = self._bytes.find(b"\n")
            if end < 0:
                break
            line = bytes(self._bytes[:end])
            del self._bytes[: end + 1]
            try:
                message = json.loads(line)
            except ValueError as error:
                raise WireError("not JSON") from error
            if not isinstance(message, dict):
                raise WireError("not an object")
            messages.append(message)
        if len(self._bytes) > LONGEST:
            raise WireError("too long")
        return messages


def connect(path, timeout):
    """Connects to the collector."""
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(timeout)
    try:
        connection.connect(path)
    except OSError as error:
        connection.close()
        raise WireError("the collector does not answer: %s" % error) from error
    return connection


def ask(connection, message):
    """Sends one message and waits for the answer, within the timeout of the connection."""
    decoder = Decoder()
    try:
        connection.sendall(encode(message))
        while True:
            data = connection.recv(65536)
            if not data:
                raise WireError("the collector hung up")
            answers = decoder.push(data)
            if answers:
                return answers[0]
    except OSError as error:
        raise WireError(str(error)) from error
