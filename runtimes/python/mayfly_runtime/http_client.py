"""As much of HTTP/1.1 as one keep-alive connection to the Runtime API needs."""

import socket

_READ_BYTES = 64 * 1024


class ConnectionLost(Exception):
    """The platform closed the connection: this environment has no future."""


class Response:
    """A status, headers by lower-case name, and the whole body."""

    __slots__ = ("status", "headers", "body")

    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body


class HttpConnection:
    """Writes requests that are ready made; reads answers in order, however the stream is cut."""

    def __init__(self, host, port):
        self._socket = socket.create_connection((host, port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._pending = b""

    def send(self, data):
        try:
            self._socket.sendall(data)
        except OSError as error:
            raise ConnectionLost(str(error)) from None

    def read_response(self):
        data = self._pending
        end = data.find(b"\r\n\r\n")
        while end < 0:
            data += self._receive()
            end = data.find(b"\r\n\r\n")

        lines = data[:end].decode("latin-1").split("\r\n")
        status = int(lines[0][9:12])
        headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()

        rest = data[end + 4 :]
        if status < 200:
            self._pending = rest
            return self.read_response()
        if headers.get("transfer-encoding", "").lower().endswith("chunked"):
            body = self._read_chunks(rest)
        else:
            body = self._read_exactly(rest, int(headers.get("content-length", 0)))
        return Response(status, headers, body)

    def _read_exactly(self, data, length):
        missing = length - len(data)
        if missing <= 0:
            self._pending = data[length:]
            return data[:length]
        pieces = [data]
        while missing > 0:
            piece = self._receive()
            pieces.append(piece)
            missing -= len(piece)
        data = b"".join(pieces)
        self._pending = data[length:]
        return data[:length]

    def _read_chunks(self, data):
        pieces = []
        while True:
            line, data = self._read_line(data)
            size = int(line.split(b";", 1)[0], 16)
            if size == 0:
                break
            piece = self._read_exactly(data, size + 2)
            data = self._pending
            pieces.append(piece[:size])
        while line:  # trailers mean nothing here; an empty line ends them
            line, data = self._read_line(data)
        self._pending = data
        return b"".join(pieces)

    def _read_line(self, data):
        end = data.find(b"\r\n")
        while end < 0:
            data += self._receive()
            end = data.find(b"\r\n")
        return data[:end], data[end + 2 :]

    def _receive(self):
        try:
            data = self._socket.recv(_READ_BYTES)
        except OSError as error:
            raise ConnectionLost(str(error)) from None
        if not data:
            raise ConnectionLost("closed by the platform")
        return data
