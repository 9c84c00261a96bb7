"""The Runtime API. What is said most, "here is the answer, what is next?", is two pipelined requests in one write."""

import json

from .http_client import ConnectionLost, HttpConnection

_INVOCATION = "/2018-06-01/runtime/invocation/"


class RuntimeApi:
    def __init__(self, address):
        host, _, port = address.rpartition(":")
        self._http = HttpConnection(host, int(port))
        self._tail = " HTTP/1.1\r\nHost: %s\r\n" % address
        self._next = ("GET " + _INVOCATION + "next" + self._tail + "\r\n").encode("ascii")

    def claim(self):
        """Waits until this sandbox is given to a function; returns what it is to become."""
        self._http.send(("GET /mayfly/stem/claim" + self._tail + "\r\n").encode("ascii"))
        response = self._http.read_response()
        if response.status != 200:
            raise ConnectionLost("the stem's claim was answered with status %d" % response.status)
        return json.loads(response.body)

    def next(self):
        """Asks for the first event; later ones are asked for together with an answer."""
        self._http.send(self._next)
        return self._read_event()

    def respond(self, request_id, body, content_type):
        """Answers with bytes, and returns the next event."""
        head = "POST %s%s/response%sContent-Type: %s\r\nContent-Length: %d\r\n\r\n" % (
            _INVOCATION,
            request_id,
            self._tail,
            content_type,
            len(body),
        )
        self._http.send(b"".join((head.encode("ascii"), body, self._next)))
        self._http.read_response()  # whatever it says: the answer is given
        return self._read_event()

    def fail(self, request_id, body, error_type):
        """Reports a failed invocation, and returns the next event."""
        self._http.send(self._report("%s%s/error" % (_INVOCATION, request_id), body, error_type) + self._next)
        self._http.read_response()
        return self._read_event()

    def fail_init(self, body, error_type):
        """Reports that the function cannot be started."""
        self._http.send(self._report("/2018-06-01/runtime/init/error", body, error_type))
        self._http.read_response()

    def _read_event(self):
        response = self._http.read_response()
        if response.status != 200:
            raise ConnectionLost("asking for the next event was answered with status %d" % response.status)
        return response

    def _report(self, path, body, error_type):
        head = "POST %s%sContent-Type: application/json\r\nLambda-Runtime-Function-Error-Type: %s\r\nContent-Length: %d\r\n\r\n" % (
            path,
            self._tail,
            _header_text(error_type),
            len(body),
        )
        return head.encode("ascii") + body


def _header_text(text):
    """An error's name is the customer's text: nothing in it may break out of its header line."""
    return "".join(c if " " <= c <= "~" else "?" for c in str(text)[:1024])
