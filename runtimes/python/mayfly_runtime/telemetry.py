"""Where log messages go: the platform's framed pipe, or standard output where there is none."""

import os
import sys
import time

_TEXT_FRAME = (0xA55A0003).to_bytes(4, "big")


class FramedSink:
    """Frames each message, so that one of many lines stays one event: type, length, microseconds since 1970, text; big-endian."""

    def __init__(self, descriptor):
        self._descriptor = descriptor

    def write(self, message):
        data = message.encode("utf-8", "backslashreplace")
        microseconds = time.time_ns() // 1000
        frame = b"".join((_TEXT_FRAME, len(data).to_bytes(4, "big"), microseconds.to_bytes(8, "big"), data))
        view = memoryview(frame)
        while view:
            try:
                view = view[os.write(self._descriptor, view) :]
            except BlockingIOError:
                time.sleep(0.001)  # a full pipe that does not block: a log flood slows its own function
            except BrokenPipeError:
                return  # nobody reads logs any more; the function's work matters more

    def write_error(self, lines):
        self.write("\n".join(lines))


class StandardSink:
    """Without frames a line feed ends the event, so the lines of an error are parted by carriage returns, as AWS does."""

    def write(self, message):
        sys.stdout.write(message)

    def write_error(self, lines):
        sys.stdout.write("\r".join(lines) + "\n")


def open_sink(descriptor):
    if descriptor is None or not descriptor.isdigit():
        return StandardSink()
    os.set_inheritable(int(descriptor), False)  # programs that the function starts have no business with it
    return FramedSink(int(descriptor))
