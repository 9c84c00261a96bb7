"""The same handler in a process of its own, with the imports that Mayfly's Python client cannot do without, and no others."""

import builtins  # noqa: F401
import decimal  # noqa: F401
import importlib  # noqa: F401
import json
import logging  # noqa: F401
import math  # noqa: F401
import os  # noqa: F401
import socket  # noqa: F401
import sys  # noqa: F401
import time  # noqa: F401
import traceback  # noqa: F401

import lambda_function

print(json.dumps(lambda_function.handler({"name": "you"}, None)), flush=True)
