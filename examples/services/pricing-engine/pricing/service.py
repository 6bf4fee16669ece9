"""What each of our Python services has: probes, metrics, JSON logs, an orderly stop."""

import json
import os
import re
import signal
import sys
import threading
import time
import uuid
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Refusal(Exception):
    """A request that is refused, with a reason the caller may read."""

    def __init__(self, status, code, message):
        super().__init__(message)
        self.status = status
        self.code = code


class Service:
    """Answers POST requests at fixed paths: each takes and gives a JSON object."""

    def __init__(self, name, routes, logs=sys.stdout):
        self.name = name
        self.routes = routes
        self.draining = False
        self.logs = logs
        self._lock = threading.Lock()
        self._requests = {}

    def log(self, level, message, **fields):
        line = {
            "@timestamp": datetime.now(timezone.utc).isoformat(),
            "log.level": level,
            "service.name": self.name,
            "message": message,
            **fields,
        }
        with self._lock:
            print(json.dumps(line), file=self.logs, flush=True)

    def answer(self, path, body):
        """Answers a status and an object."""
        handle = self.routes.get(path)
        try:
            if handle is None:
                raise Refusal(404, "not_found", "There is nothing here")
            try:
                request = json.loads(body)
            except ValueError:
                raise Refusal(400, "bad_json", "The body is not JSON") from None
            if not isinstance(request, dict):
                raise Refusal(400, "invalid", "The body must be an object")
            return 200, handle(request)
        except Refusal as refusal:
            return refusal.status, {"error": {"code": refusal.code, "message": str(refusal)}}
        except Exception as error:  # the caller must not see what broke
            self.log("error", "request failed", error=repr(error))
            return 500, {"error": {"code": "internal", "message": "Something went wrong on our side"}}

    def count(self, path, status, seconds):
        key = (path if path in self.routes else "unmatched", status)
        with self._lock:
            count, total = self._requests.get(key, (0, 0.0))
            self._requests[key] = (count + 1, total + seconds)

    def metrics(self):
        lines = ["# TYPE http_request_duration_seconds summary"]
        with self._lock:
            for (route, status), (count, seconds) in sorted(self._requests.items()):
                labels = f'route="{route}",status="{status}"'
                lines.append(f"http_request_duration_seconds_count{{{labels}}} {count}")
                lines.append(f"http_request_duration_seconds_sum{{{labels}}} {seconds:.6f}")
        return "\n".join(lines) + "\n"

    def create_server(self, port, host=""):
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 30

            def do_GET(self):
                self._choose_request_id()
                if self.path == "/healthz":
                    self._send(200, {"status": "ok"})
                elif self.path == "/readyz":
                    self._send(503 if service.draining else 200, {"ready": not service.draining})
                elif self.path == "/metrics":
                    self._send(200, service.metrics(), "text/plain; version=0.0.4")
                else:
                    self._send(404, {"error": {"code": "not_found", "message": "There is nothing here"}})

            def do_POST(self):
                self._choose_request_id()
                started = time.perf_counter()
                declared = self.headers.get("content-length", "0")
                length = int(declared) if re.fullmatch(r"[0-9]{1,9}", declared) else 0
                if length > 100_000:
                    self.close_connection = True
                    self._send(413, {"error": {"code": "too_large", "message": "The body is too large"}})
                    return
                status, answer = service.answer(self.path, self.rfile.read(length))
                self._send(status, answer)
                seconds = time.perf_counter() - started
                service.count(self.path, status, seconds)
                service.log(
                    "info",
                    "request",
                    **{
                        "request.id": self._request_id,
                        "http.response.status_code": status,
                        "event.duration_ms": round(seconds * 1000),
                    },
                )

            def _choose_request_id(self):
                given = self.headers.get("x-request-id", "")
                good = re.fullmatch(r"[A-Za-z0-9_.-]{1,64}", given)
                self._request_id = given if good else str(uuid.uuid4())

            def _send(self, status, body, content_type="application/json"):
                content = (body if isinstance(body, str) else json.dumps(body)).encode()
                self.send_response(status)
                self.send_header("content-type", content_type)
                self.send_header("content-length", str(len(content)))
                self.send_header("x-request-id", self._request_id)
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_):
                """Each request has its own line already."""

        return ThreadingHTTPServer((host, port), Handler)

    def run(self):
        """Serves until SIGTERM or SIGINT."""
        server = self.create_server(int(os.environ.get("PORT", "8080")))

        def stop(*_):
            self.draining = True
            threading.Thread(target=server.shutdown).start()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        self.log("info", f"listening on {server.server_address[1]}")
        server.serve_forever()
        server.server_close()
        self.log("info", "stopped")
