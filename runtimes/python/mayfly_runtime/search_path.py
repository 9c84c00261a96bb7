"""Python's module search path, in AWS's order: the function's code, layers, the runtime, the standard library, its packages."""

import os
import sys

_RUNTIME = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_STANDARD = [
    entry
    for entry in sys.path
    if entry and os.path.abspath(entry) != _RUNTIME and entry not in os.environ.get("PYTHONPATH", "").split(os.pathsep)
]


def build(task_root, python_path):
    version = "python%d.%d" % sys.version_info[:2]
    layers = ["/opt/python/lib/%s/site-packages" % version, "/opt/python"]
    own = [entry for entry in python_path.split(os.pathsep) if entry]
    entries = [task_root] + layers + own + [_RUNTIME] + _STANDARD + _packages(version)
    return list(dict.fromkeys(entries))


def ahead_of_standard_library(task_root, python_path):
    """The folders whose modules win over the standard library's."""
    entries = build(task_root, python_path)
    return entries[: entries.index(_RUNTIME)]


def _packages(version):
    """Where this interpreter's own packages stand, boto3 among them where it is installed."""
    prefix = sys.prefix
    if prefix == "/usr":
        candidates = ["/usr/local/lib/%s/dist-packages" % version, "/usr/lib/python3/dist-packages"]
    else:
        candidates = []
    candidates.append(os.path.join(prefix, "lib", version, "site-packages"))
    return [folder for folder in candidates if os.path.isdir(folder)]
