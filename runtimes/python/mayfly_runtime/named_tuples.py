"""Named tuples become JSON objects, as under AWS's encoder; the standard library's would write them as arrays without asking."""

_LEAVES = frozenset((str, int, float, bool, type(None)))


def as_objects(value):
    """Returns the value itself where there is no named tuple in it, else a copy with dictionaries in their place."""
    if type(value) in _LEAVES:
        return value
    try:
        return _copy(value) if _has_any(value) else value
    except RecursionError:
        return value  # too deep, or circular: the encoder says so


def _has_any(value):
    if isinstance(value, dict):
        return any(_has_any(item) for item in value.values() if type(item) not in _LEAVES)
    if isinstance(value, list):
        return any(_has_any(item) for item in value if type(item) not in _LEAVES)
    if isinstance(value, tuple):
        return hasattr(value, "_asdict") or any(_has_any(item) for item in value if type(item) not in _LEAVES)
    return False


def _copy(value):
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, dict):
        return {name: _copy(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_copy(item) for item in value]
    return value
