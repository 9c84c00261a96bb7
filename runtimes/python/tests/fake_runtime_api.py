"""A small Runtime API that runs the real client in a process of its own, gives it events, and notes everything it says."""

import json
import os
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import threading

BOOTSTRAP = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "bootstrap.py")
_PATIENCE = 60


class Result:
    def __init__(self):
        self.requests = []  # (method, path, headers, body)
        self.reads = []  # the bytes as they arrived, read by read
        self.exit_code = None  # None when the function answered everything and was ended by the test
        self.stdout = self.stderr = ""
        self.frames = []  # (type, microseconds, text)
        self.folder = None

    @property
    def answers(self):
        return [request for request in self.requests if request[0] == "POST"]

    def answer(self, index=0):
        return json.loads(self.answers[index][3])


class FakeRuntimeApi:
    def __init__(self, cut=lambda data: [data], chunked=False, headers=None):
        self._cut = cut
        self._chunked = chunked
        self._headers = headers or {}

    def run(self, files, handler, events=({},), env=None, stem=False, framed=True):
        result = Result()
        result.folder = os.path.realpath(tempfile.mkdtemp(prefix="mayfly-python-"))
        listener = socket.socket()
        try:
            for name, text in files.items():
                path = os.path.join(result.folder, name)
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, "w", encoding="utf-8") as file:
                    file.write(text)
            listener.bind(("127.0.0.1", 0))
            listener.listen()
            self._run_process(result, listener, handler, list(events), env or {}, stem, framed)
        finally:
            listener.close()
            shutil.rmtree(result.folder)
        return result

    def _run_process(self, result, listener, handler, events, env, stem, framed):
        function = {
            "LAMBDA_TASK_ROOT": result.folder,
            "_HANDLER": handler,
            "AWS_EXECUTION_ENV": "AWS_Lambda_python3.11",
            "AWS_LAMBDA_FUNCTION_NAME": "hello",
            "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "128",
            "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/hello",
            "AWS_LAMBDA_LOG_STREAM_NAME": "stream",
        }
        function.update(env)
        boot = {"AWS_LAMBDA_RUNTIME_API": "127.0.0.1:%d" % listener.getsockname()[1]}
        boot.update({"MAYFLY_STEM": "1", "STEM_ONLY": "1"} if stem else function)
        read_end, write_end = os.pipe()
        if framed:
            boot["_LAMBDA_TELEMETRY_LOG_FD"] = str(write_end)
        process = subprocess.Popen(
            [sys.executable, "-S", "-u", BOOTSTRAP],
            cwd=result.folder,
            env=boot,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            pass_fds=[write_end],
        )
        os.close(write_end)
        telemetry = []
        readers = [
            threading.Thread(target=lambda: telemetry.append(_read_all(read_end))),
            threading.Thread(target=self._serve, args=(result, listener, process, function, events)),
        ]
        for reader in readers:
            reader.daemon = True
            reader.start()
        stdout, stderr = process.communicate(timeout=_PATIENCE)
        listener.shutdown(socket.SHUT_RDWR)
        for reader in readers:
            reader.join(_PATIENCE)
        result.exit_code = None if process.returncode == -9 else process.returncode
        result.stdout, result.stderr = stdout.decode(), stderr.decode()
        result.frames = _parse_frames(telemetry[0])

    def _serve(self, result, listener, process, function, events):
        try:
            connection, _ = listener.accept()
        except OSError:
            return  # the process ended before it said anything
        with connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            data = b""
            count = 0
            while True:
                request, data = _take(data)
                if request is None:
                    piece = connection.recv(1 << 20)
                    if not piece:
                        return
                    result.reads.append(piece)
                    data += piece
                    continue
                result.requests.append(request)
                method, path = request[:2]
                if method == "POST":
                    self._send(connection, b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n")
                elif path == "/mayfly/stem/claim":
                    body = json.dumps({"environment": function, "workingDirectory": result.folder}).encode()
                    self._send(connection, b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
                elif events:
                    count += 1
                    self._send(connection, self._event(count, events.pop(0)))
                else:
                    process.kill()
                    return

    def _event(self, count, event):
        body = json.dumps(event, ensure_ascii=False).encode()
        headers = {
            "Lambda-Runtime-Aws-Request-Id": "request-%d" % count,
            "Lambda-Runtime-Deadline-Ms": "4102444800000",
            "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:us-east-1:000000000000:function:hello",
            "Lambda-Runtime-Trace-Id": "Root=1-%d" % count,
            "Content-Type": "application/json",
        }
        headers.update(self._headers)
        head = "HTTP/1.1 200 OK\r\n" + "".join("%s: %s\r\n" % item for item in headers.items())
        if not self._chunked:
            return (head + "Content-Length: %d\r\n\r\n" % len(body)).encode() + body
        chunks = [body[at : at + 7] for at in range(0, len(body), 7)]
        framed = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks)
        return (head + "Transfer-Encoding: chunked\r\n\r\n").encode() + framed + b"0\r\nTrailer: x\r\n\r\n"

    def _send(self, connection, data):
        for piece in self._cut(data):
            connection.sendall(piece)


def run_function(files, handler="index.handler", **options):
    if isinstance(files, str):
        files = {"index.py": files}
    return FakeRuntimeApi().run(files, handler, **options)


def _take(data):
    end = data.find(b"\r\n\r\n")
    if end < 0:
        return None, data
    first, *lines = data[:end].decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    length = int(headers.get("content-length", 0))
    body_at = end + 4
    if len(data) < body_at + length:
        return None, data
    method, path, _ = first.split(" ")
    return (method, path, headers, data[body_at : body_at + length]), data[body_at + length :]


def _read_all(descriptor):
    with os.fdopen(descriptor, "rb") as pipe:
        return pipe.read()


def _parse_frames(data):
    frames = []
    while data:
        kind, length, microseconds = struct.unpack(">IIQ", data[:16])
        frames.append((kind, microseconds, data[16 : 16 + length].decode()))
        data = data[16 + length :]
    return frames
