"""Stands in for the platform: lets everybody in, and writes down what it is told. stand_in.py FOLDER PORT ADDRESS"""

import base64
import http.server
import json
import os
import ssl
import subprocess
import sys

SESSION = "11111111-2222-4333-8444-555555555555"
VERDICT = {"goOn": True, "secondsLeft": 3600}


class Platform(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, path, question):
        if path == "principals":
            return {"principals": ["grant-1"], "hosts": ["prod-1"]}
        if path == "sessions":
            return self.begin(question)
        if path == "revocations":
            with open(os.path.join(FOLDER, "revoked"), "rb") as stream:
                return {"krl": base64.b64encode(stream.read()).decode("ascii")}
        if path.endswith("/recording"):
            with open(os.path.join(FOLDER, "recorded"), "a", encoding="utf-8") as stream:
                stream.write(question["lines"])
        return VERDICT

    def begin(self, question):
        key = os.path.join(FOLDER, "session.pub")
        with open(key, "w", encoding="ascii") as stream:
            stream.write(question["publicKey"] + "\n")
        subprocess.run(
            ["ssh-keygen", "-q", "-s", os.path.join(FOLDER, "hosts-users"), "-I", "session:1"]
            + ["-n", "host:prod-1:deploy", "-V", "-5m:+2m", "-O", "clear", "-O", "permit-pty", key],
            check=True,
        )
        with open(os.path.join(FOLDER, "session-cert.pub"), encoding="ascii") as stream:
            certificate = stream.read().strip()
        with open(os.path.join(FOLDER, "host-keys.pub"), encoding="ascii") as stream:
            authority = stream.read()
        return dict(
            VERDICT,
            session=SESSION,
            certificate=certificate,
            address=ADDRESS,
            hostKeyAlias="prod-1",
            knownHosts="@cert-authority prod-1 " + authority,
            account="deploy",
            notice="Recorded.",
        )

    def do_GET(self):
        length = int(self.headers.get("Content-Length") or 0)
        with open(os.path.join(FOLDER, "token"), encoding="ascii") as stream:
            known = self.headers.get("Authorization") == "Bearer " + stream.read().strip()
        question = json.loads(self.rfile.read(length) or b"{}")
        path = self.path.partition("/api/access/bastion/")[2]
        body = json.dumps(self.answer(path, question) if known else {}).encode("utf-8")
        self.send_response(200 if known else 401)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, *_):
        pass


FOLDER, PORT, ADDRESS = sys.argv[1:]
server = http.server.ThreadingHTTPServer(("127.0.0.1", int(PORT)), Platform)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(os.path.join(FOLDER, "tls.pem"), os.path.join(FOLDER, "tls.key"))
server.socket = context.wrap_socket(server.socket, server_side=True)
server.serve_forever()
