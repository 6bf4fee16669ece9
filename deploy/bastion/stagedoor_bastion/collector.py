"""The collector: holds the bastion's token, and passes on what gates may say.

A session belongs to the connection that began it. Whoever else gets at the socket can neither add to a recording nor
end a session, and a gate that dies takes its session with it.
"""

import os
import pwd
import re
import socket
import socketserver
import stat
import struct
import sys
import threading

from .platform_client import PlatformClient, PlatformError
from .settings import SettingsError
from .wire import Decoder, WireError, encode

SESSION = re.compile(r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
MOST_CONNECTIONS = 2000
# Nothing is heard of a gate: it sends something every two seconds.
SILENT_SECONDS = 30


def peer_uid(connection):
    """Who is at the other end of a socket, as the kernel says."""
    data = connection.getsockopt(
        socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i")
    )
    return struct.unpack("3i", data)[1]


class Conversation:
    """What one connection may say, and what it has begun."""

    def __init__(self, client, may_begin):
        self._client = client
        self._may_begin = may_begin
        self._session = None
        self._chunks = 0

    def answer(self, message):
        """Answers one message. Never raises."""
        do = message.pop("do", None)
        handle = {
            "principals": self._principals,
            "begin": self._begin,
            "chunk": self._chunk,
            "keep": self._keep,
            "end": self._end,
        }.get(do)
        if handle is None:
            return {"ok": False, "final": True, "message": "unknown request"}
        try:
            return dict(handle(message), ok=True)
        except PlatformError as error:
            return {"ok": False, "final": error.final, "message": str(error)}
        except (SettingsError, OSError) as error:
            print("stagedoor-collector: %s" % error, file=sys.stderr, flush=True)
            return {"ok": False, "final": False, "message": "the bastion is not set up"}

    def hang_up(self):
        """The connection is gone. A session that it did not end was cut off."""
        if self._session is not None:
            try:
                # One more than there are: what came last is unknown.
                self._call_end({"chunks": self._chunks + 1})
            except (PlatformError, SettingsError, OSError):
                # The platform gives sessions up of which it hears nothing.
                pass
        self._client.close()

    def _principals(self, message):
        return self._client.call("POST", "/bastion/principals", message)

    def _begin(self, message):
        if not self._may_begin or self._session is not None:
            raise PlatformError("this is not for you", True)
        answer = self._client.call("POST", "/bastion/sessions", message)
        session = answer.get("session")
        if not isinstance(session, str) or not SESSION.match(session):
            raise PlatformError("the platform's answer makes no sense", True)
        self._session = session
        return {"answer": answer}

    def _chunk(self, message):
        verdict = self._client.call("POST", self._path("recording"), message)
        self._chunks = max(self._chunks, int(message.get("sequence", 0)) + 1)
        return {"verdict": verdict}

    def _keep(self, message):
        return {"verdict": self._client.call("POST", self._path("heartbeat"), message)}

    def _end(self, message):
        self._call_end(message)
        self._session = None
        return {}

    def _call_end(self, message):
        self._client.call("POST", self._path("end"), message)

    def _path(self, what):
        if self._session is None:
            raise PlatformError("there is no session on this connection", True)
        return "/bastion/sessions/%s/%s" % (self._session, what)


class Collector(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    """Listens on a socket, one thread for each connection."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, settings):
        self.settings = settings
        self.gate_uids = {pwd.getpwnam(settings.user).pw_uid}
        self.principals_uids = self.gate_uids | {
            pwd.getpwnam(settings.principalsUser).pw_uid
        }
        self.room = threading.BoundedSemaphore(MOST_CONNECTIONS)
        if os.path.exists(settings.socket) and stat.S_ISSOCK(
            os.stat(settings.socket).st_mode
        ):
            os.unlink(settings.socket)
        before = os.umask(0o111)
        try:
            # Everybody may connect: who it is is asked of the kernel, for each connection.
            super().__init__(settings.socket, Handler)
        finally:
            os.umask(before)

    def verify_request(self, request, client_address):
        return peer_uid(request) in self.principals_uids


class Handler(socketserver.BaseRequestHandler):
    """One connection."""

    def handle(self):
        if not self.server.room.acquire(blocking=False):
            return
        conversation = Conversation(
            PlatformClient(self.server.settings),
            peer_uid(self.request) in self.server.gate_uids,
        )
        decoder = Decoder()
        self.request.settimeout(SILENT_SECONDS)
        try:
            while True:
                data = self.request.recv(65536)
                if not data:
                    break
                for message in decoder.push(data):
                    self.request.sendall(encode(conversation.answer(message)))
        except (OSError, WireError):
            pass
        finally:
            conversation.hang_up()
            self.server.room.release()


def run(settings):
    settings.read_token()
    with Collector(settings) as server:
        print("stagedoor-collector: ready", file=sys.stderr, flush=True)
        server.serve_forever()
