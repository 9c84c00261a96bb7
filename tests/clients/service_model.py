"""Prints, as JSON, the model of Lambda that a Python package has: botocore's, or that of the aws command, which may bring a botocore of its own."""
import importlib
import json
import sys

try:
    session = importlib.import_module(sys.argv[1] + ".botocore.session" if sys.argv[1] == "awscli" else "botocore.session")
except ImportError:
    session = importlib.import_module("botocore.session")
print(json.dumps(session.get_session().get_component("data_loader").load_service_model("lambda", "service-2")))
