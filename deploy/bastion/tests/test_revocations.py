import base64
import http.server
import json
import os
import subprocess
import sys
import tempfile
import threading
import unittest

from stagedoor_bastion.platform_client import PlatformError
from stagedoor_bastion.revocations import MAGIC, install, main
from stagedoor_bastion.settings import Settings


def keygen(*arguments):
    subprocess.run(["ssh-keygen", "-q", *arguments], check=True, stdout=subprocess.DEVNULL)


class RevocationsTest(unittest.TestCase):
    """sshd lets everybody in while its list is empty, and nobody while it cannot be read: it must never be either."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.authority = self._make_key("authority")
        self.probe = self._make_key("probe") + ".pub"
        self.lists = [self._make_list("serial: 1-9"), self._make_list("serial: 5")]
        self._put(self.lists[0])

    def _path(self, name):
        return os.path.join(self.folder, name)

    def _make_key(self, name):
        keygen("-t", "ed25519", "-N", "", "-f", self._path(name))
        return self._path(name)

    def _make_list(self, text):
        with open(self._path("wanted"), "w", encoding="ascii") as stream:
            stream.write(text + "\n")
        keygen("-k", "-f", self._path("list"), "-s", self.authority + ".pub", self._path("wanted"))
        with open(self._path("list"), "rb") as stream:
            return stream.read()

    def _put(self, krl):
        with open(self._path("revoked-keys"), "wb") as stream:
            stream.write(krl)

    def _read(self):
        with open(self._path("revoked-keys"), "rb") as stream:
            return stream.read()

    def _settings(self, platform="https://platform.example"):
        with open(self._path("token"), "w", encoding="ascii") as stream:
            stream.write("a-token-of-the-bastion")
        os.chmod(self._path("token"), 0o600)
        return Settings(
            {
                "platform": platform,
                "tokenFile": self._path("token"),
                "revocations": self._path("revoked-keys"),
                "probeKey": self.probe,
            }
        )

    def _left_over(self):
        return [name for name in os.listdir(self.folder) if name.startswith(".revoked")]

    def test_replaces_the_list_by_one_that_can_be_read(self):
        settings = self._settings()
        self.assertTrue(install(settings, self.lists[1]))
        self.assertEqual(self._read(), self.lists[1])
        self.assertFalse(install(settings, self.lists[1]))
        self.assertEqual(os.stat(self._path("revoked-keys")).st_mode & 0o777, 0o644)

    def test_begins_where_there_is_none_and_mends_one_that_is_empty(self):
        os.unlink(self._path("revoked-keys"))
        self.assertTrue(install(self._settings(), self.lists[1]))
        self._put(b"")
        self.assertTrue(install(self._settings(), self.lists[1]))
        self.assertEqual(self._read(), self.lists[1])

    def test_keeps_the_list_when_the_new_one_is_none(self):
        whole = self.lists[1]
        # What would not tell the two apart would prove nothing.
        self.assertTrue(whole.startswith(MAGIC))
        for broken in (b"", b"\n", b"nonsense", MAGIC, whole[:-1], whole[: len(whole) // 2], MAGIC + b"\xff" * 200):
            with self.subTest(len(broken)), self.assertRaises(PlatformError):
                install(self._settings(), broken)
            self.assertEqual(self._read(), self.lists[0])
        self.assertEqual(self._left_over(), [])

    def test_keeps_the_list_when_the_new_one_would_lock_the_bastion_out_of_itself(self):
        with open(self.probe, encoding="ascii") as stream:
            revoked = self._make_list("key: " + stream.read())
        with self.assertRaises(PlatformError):
            install(self._settings(), revoked)
        self.assertEqual(self._read(), self.lists[0])

    def test_is_whole_at_every_moment_while_several_write(self):
        for name, krl in zip("ab", self.lists):
            with open(self._path(name), "wb") as stream:
                stream.write(krl)
        program = (
            "import sys; from stagedoor_bastion.revocations import install\n"
            "class S: revocations, probeKey = sys.argv[1:3]\n"
            "lists = [open(f, 'rb').read() for f in sys.argv[3:]]\n"
            "for i in range(30): install(S, lists[i % 2])\n"
        )
        arguments = [self._path("revoked-keys"), self.probe, self._path("a"), self._path("b")]
        writers = [
            subprocess.Popen(
                [sys.executable, "-c", program, *arguments],
                cwd=os.path.join(os.path.dirname(__file__), ".."),
            )
            for _ in range(4)
        ]
        seen = set()
        while any(writer.poll() is None for writer in writers):
            seen.add(self._read())
        self.assertEqual([writer.returncode for writer in writers], [0] * 4)
        self.assertEqual(seen | {self._read()} | set(self.lists), set(self.lists))
        self.assertEqual(self._left_over(), [])

    def test_keeps_the_list_while_the_platform_answers_nonsense(self):
        good = base64.b64encode(self.lists[1]).decode("ascii")
        for status, answer, code in (
            (200, json.dumps({"krl": ""}), 1),
            (200, json.dumps({"krl": "%%%"}), 1),
            (200, json.dumps({"krl": None}), 1),
            (200, json.dumps([]), 1),
            (200, "<html>", 1),
            (401, json.dumps({"error": {"message": "no"}}), 1),
            (503, "", 1),
            (200, json.dumps({"krl": good}), 0),
        ):
            with self.subTest(answer[:20]), answering(status, answer) as platform:
                self._put(self.lists[0])
                self.assertEqual(main(self._settings(platform)), code)
                self.assertEqual(self._read(), self.lists[1 - code])
        self.assertEqual(main(self._settings("http://127.0.0.1:9")), 1)


class answering:
    """A platform that has one answer to everything."""

    def __init__(self, status, answer):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(status)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer.encode("utf-8"))

            def log_message(self, *_):
                pass

        self._server = http.server.HTTPServer(("127.0.0.1", 0), Handler)

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return "http://127.0.0.1:%d" % self._server.server_address[1]

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()


if __name__ == "__main__":
    unittest.main()
