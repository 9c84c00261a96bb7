"""Makes AWS calls through boto3 for the functional tests.

Reads one JSON object a line: {"id", "endpoint", "account", "region", "service", "operation", "parameters"}; writes one a line:
{"id", "result"} or {"id", "error"}. Bytes are {"$bytes": base64}, times that are given {"$time": seconds}. Calls run side by side and are never retried.
"""
import base64
import datetime
import json
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.response import StreamingBody

CONFIG = Config(retries={"total_max_attempts": 1}, max_pool_connections=64, read_timeout=300)
clients = {}
clients_lock = threading.Lock()
output_lock = threading.Lock()


def client_for(call):
    key = (call["service"], call["endpoint"], call["account"], call["region"])
    with clients_lock:
        if key not in clients:
            session = boto3.session.Session(
                aws_access_key_id=call["account"], aws_secret_access_key="secret", region_name=call["region"])
            client = session.client(call["service"], endpoint_url=call["endpoint"], config=CONFIG)
            names = {operation: method for method, operation in client.meta.method_to_api_mapping.items()}
            clients[key] = client, names
        return clients[key]


def decode(value):
    if isinstance(value, dict):
        if "$time" in value:
            return datetime.datetime.fromtimestamp(value["$time"], datetime.timezone.utc)
        return base64.b64decode(value["$bytes"]) if "$bytes" in value else {k: decode(v) for k, v in value.items()}
    return [decode(item) for item in value] if isinstance(value, list) else value


def encode(value):
    if isinstance(value, StreamingBody):
        value = value.read()
    if isinstance(value, (bytes, bytearray)):
        return {"$bytes": base64.b64encode(value).decode()}
    if isinstance(value, dict):
        return {k: encode(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [encode(item) for item in value]
    return value.isoformat() if isinstance(value, datetime.datetime) else value


def describe(response):
    metadata = response.pop("ResponseMetadata", {})
    return {"status": metadata.get("HTTPStatusCode"), "headers": metadata.get("HTTPHeaders", {}), "body": encode(response)}


def answer(call):
    try:
        client, names = client_for(call)
        reply = {"result": describe(getattr(client, names[call["operation"]])(**decode(call["parameters"])))}
    except ClientError as refused:
        code, message = refused.response["Error"]["Code"], refused.response["Error"].get("Message", "")
        reply = {"error": {"code": code, "message": message, **describe(refused.response)}}
    except Exception as failure:  # the edge of a call: the test shows it
        reply = {"error": {"code": type(failure).__name__, "message": str(failure)}}
    with output_lock:
        print(json.dumps({"id": call["id"], **reply}), flush=True)


with ThreadPoolExecutor(64) as pool:
    for line in sys.stdin:
        pool.submit(answer, json.loads(line))
