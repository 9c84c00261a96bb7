"""A stem: a runtime that has booted and waits, not yet given to any function."""

import importlib
import os
import sys
import time

from . import search_path

_PRELOADED = (
    "ast base64 collections.abc concurrent.futures contextlib copy dataclasses datetime decimal email.message email.parser email.utils "
    "enum functools hashlib hmac http.client io itertools json logging logging.config math operator pathlib pickle queue random re "
    "select selectors shutil ssl string struct subprocess tempfile textwrap threading traceback types typing urllib.parse "
    "urllib.request uuid warnings weakref zipfile zlib"
).split()
_KEPT = "AWS_LAMBDA_RUNTIME_API"

_needed_by_client = frozenset(sys.modules)


def preload():
    """Imports ahead what most functions import."""
    for name in _PRELOADED:
        importlib.import_module(name)
    "".encode("idna")  # http clients look up this codec for every host name


def become(grant):
    """Turns the stem into the environment of one function."""
    environment = grant["environment"]
    kept = os.environ[_KEPT]
    os.environ.clear()
    os.environ.update(environment)
    os.environ[_KEPT] = kept
    os.environ.pop("MAYFLY_STEM", None)
    os.environ.pop("_LAMBDA_TELEMETRY_LOG_FD", None)
    time.tzset()
    os.chdir(grant["workingDirectory"])
    _give_way(os.environ.get("LAMBDA_TASK_ROOT", os.getcwd()))


def _give_way(task_root):
    """A function's own queue.py must win over the standard library's, preloaded or not, as it does on AWS."""
    names = set()
    for folder in search_path.ahead_of_standard_library(task_root, os.environ.get("PYTHONPATH", "")):
        try:
            names.update(entry.partition(".")[0] for entry in os.listdir(folder))
        except OSError:
            continue  # most functions have no layers
    for module in list(sys.modules):
        if module not in _needed_by_client and module.partition(".")[0] in names:
            del sys.modules[module]
