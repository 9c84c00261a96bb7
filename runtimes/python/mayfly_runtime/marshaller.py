"""Events into Python values, and returned values into JSON."""

import decimal
import json
import math
import os

from .faults import RuntimeFault
from .named_tuples import as_objects

# No text of a customer's can be mistaken for a mark, since nobody can guess it.
_MARK = os.urandom(16).hex()


class Marshaller:
    def __init__(self, execution_environment):
        # AWS left pure ASCII with its identifier python3.12.
        self._ascii = _minor(execution_environment) < 12
        self._decimals = []
        self._encode = json.JSONEncoder(ensure_ascii=self._ascii, default=self._default).encode

    def event(self, body, content_type):
        if content_type != "application/json":
            return body
        try:
            return json.loads(body)
        except ValueError as error:
            raise RuntimeFault("UnmarshalError", "Unable to unmarshal input: %s" % error) from None

    def response(self, value):
        """Returns the body and its content type. Bytes go out as they are."""
        if isinstance(value, bytes):
            return value, "application/unknown"
        try:
            return self.json(as_objects(value)), "application/json"
        except Exception as error:
            raise RuntimeFault("MarshalError", "Unable to marshal response: %s" % error) from None

    def json(self, value):
        try:
            text = self._encode(value)
            if self._decimals:
                text = self._with_decimals(text)
            return text.encode("utf-8")
        finally:
            if self._decimals:
                self._decimals = []

    def _default(self, value):
        if isinstance(value, decimal.Decimal):
            if value.is_nan():
                return math.nan
            # The encoder has no way to write a number with digits of our choice: leave a mark, and replace it afterwards.
            self._decimals.append(str(value))
            return "%s:%d" % (_MARK, len(self._decimals) - 1)
        if isinstance(value, bytes):
            return value.decode("utf-8")
        raise TypeError("Object of type %s is not JSON serializable" % type(value).__name__)

    def _with_decimals(self, text):
        pieces = text.split('"%s:' % _MARK)
        for index in range(1, len(pieces)):
            number, _, rest = pieces[index].partition('"')
            pieces[index] = self._decimals[int(number)] + rest
        return "".join(pieces)


def _minor(execution_environment):
    name = (execution_environment or "").rpartition("python3.")[2]
    if name.isdigit():
        return int(name)
    import sys

    return sys.version_info.minor
