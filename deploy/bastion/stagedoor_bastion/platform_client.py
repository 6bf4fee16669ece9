"""Calls the platform's routes for bastions."""

import http.client
import json
import ssl
from urllib.parse import urlsplit

LONGEST_ANSWER = 16 * 1024 * 1024
# What asking again would not change.
FINAL = (400, 401, 403, 404, 405, 409, 413)


class PlatformError(Exception):
    """The platform said no, or nothing."""

    def __init__(self, message, final):
        super().__init__(message)
        #: Asking again would change nothing.
        self.final = final


class PlatformClient:
    """One connection to the platform, opened again when it breaks. For one thread."""

    def __init__(self, settings, timeout=5.0):
        self._settings = settings
        self._timeout = timeout
        self._connection = None

    def call(self, method, path, body=None):
        """Calls a route below /api/access and returns the object that it answers."""
        reused = self._connection is not None
        try:
            return self._try(method, path, body)
        except (http.client.BadStatusLine, ConnectionError) as error:
            self.close()
            if not reused:
                raise PlatformError("the platform does not answer", False) from error
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise PlatformError("the platform does not answer", False) from error
        # The platform closes connections that nobody used for a while.
        try:
            return self._try(method, path, body)
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise PlatformError("the platform does not answer", False) from error

    def close(self):
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _try(self, method, path, body):
        if self._connection is None:
            self._connection = self._open()
        headers = {
            "Authorization": "Bearer " + self._settings.read_token(),
            "Accept": "application/json",
        }
        data = None
        if body is not None:
            data = json.dumps(body, ensure_ascii=False).encode("utf-8")
            headers["Content-Type"] = "application/json"
        base = urlsplit(self._settings.platform).path.rstrip("/")
        self._connection.request(method, base + "/api/access" + path, data, headers)
        response = self._connection.getresponse()
        text = response.read(LONGEST_ANSWER + 1)
        if len(text) > LONGEST_ANSWER:
            self.close()
            raise PlatformError("the platform's answer is too long", False)
        if response.status >= 300:
            raise PlatformError(_explain(response.status, text), response.status in FINAL)
        try:
            answer = json.loads(text)
        except ValueError as error:
            raise PlatformError("the platform's answer makes no sense", False) from error
        if not isinstance(answer, dict):
            raise PlatformError("the platform's answer makes no sense", False)
        return answer

    def _open(self):
        address = urlsplit(self._settings.platform)
        if address.scheme == "https":
            context = ssl.create_default_context(cafile=self._settings.caFile or None)
            return http.client.HTTPSConnection(
                address.hostname, address.port, timeout=self._timeout, context=context
            )
        return http.client.HTTPConnection(
            address.hostname, address.port, timeout=self._timeout
        )


def _explain(status, text):
    try:
        message = json.loads(text)["error"]["message"]
        if isinstance(message, str) and message:
            return message
    except (ValueError, KeyError, TypeError):
        pass
    return "the platform answered %d" % status
