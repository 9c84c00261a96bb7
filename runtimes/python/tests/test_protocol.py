import json
import unittest

from .fake_runtime_api import FakeRuntimeApi, run_function

ECHO = {"index.py": "def handler(event, context):\n    return event\n"}
NEXT = b"GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\n"


def by(size):
    return lambda data: [data[at : at + size] for at in range(0, len(data), size)]


class ProtocolTests(unittest.TestCase):
    def test_the_answer_and_the_question_for_the_next_event_arrive_in_one_read(self):
        result = run_function(ECHO, events=[{"n": 1}, {"n": 2}, {"n": 3}])
        self.assertEqual(len(result.reads), 4)
        self.assertTrue(result.reads[0].startswith(NEXT))
        for index, read in enumerate(result.reads[1:], 1):
            self.assertTrue(read.startswith(b"POST /2018-06-01/runtime/invocation/request-%d/response " % index))
            self.assertIn(b"}" + NEXT, read)

    def test_events_may_come_in_pieces_and_in_chunks(self):
        event = {"text": "ä€😀" * 40}
        for cut in (by(1), by(50), by(1 << 20)):
            for chunked in (False, True):
                result = FakeRuntimeApi(cut, chunked).run(ECHO, "index.handler", events=[event, event])
                self.assertEqual([result.answer(0), result.answer(1)], [event, event])

    def test_a_payload_of_six_megabytes_goes_through_both_ways(self):
        event = {"text": "x" * (6 * 1024 * 1024 - 20)}
        self.assertEqual(run_function(ECHO, events=[event]).answer(), event)

    def test_a_stem_becomes_the_function_that_it_is_given_to(self):
        code = (
            "import os, queue\n"
            "def handler(event, context):\n"
            "    return {'env': dict(os.environ), 'cwd': os.getcwd(), 'queue': queue.OURS}\n"
        )
        files = {"index.py": code, "queue.py": "OURS = True\n"}
        result = run_function(files, env={"STAGE": "test", "AWS_LAMBDA_RUNTIME_API": "elsewhere"}, stem=True)
        self.assertEqual(result.requests[0][1], "/mayfly/stem/claim")
        seen = result.answer()
        self.assertEqual(seen["env"]["STAGE"], "test")
        self.assertRegex(seen["env"]["AWS_LAMBDA_RUNTIME_API"], r"^127\.0\.0\.1:\d+$")
        for gone in ("MAYFLY_STEM", "STEM_ONLY", "_LAMBDA_TELEMETRY_LOG_FD"):
            self.assertNotIn(gone, seen["env"])
        self.assertEqual(seen["cwd"], result.folder)
        self.assertTrue(seen["queue"], "the function's own module wins over a preloaded one")

    def test_a_stem_obeys_the_log_settings_of_its_function(self):
        code = "import logging\ndef handler(event, context):\n    logging.info('no'); logging.warning('yes')\n"
        env = {"AWS_LAMBDA_LOG_FORMAT": "JSON", "AWS_LAMBDA_LOG_LEVEL": "WARNING"}
        result = run_function(code, env=env, stem=True)
        self.assertEqual([json.loads(frame[2])["message"] for frame in result.frames], ["yes"])

    def test_the_trace_header_is_in_the_environment_while_its_event_runs(self):
        code = "import os\ndef handler(event, context):\n    return os.environ['_X_AMZN_TRACE_ID']\n"
        result = run_function(code, events=[{}, {}])
        self.assertEqual([result.answer(0), result.answer(1)], ["Root=1-1", "Root=1-2"])

    def test_the_context_says_everything_that_aws_says(self):
        headers = {
            "Lambda-Runtime-Client-Context": '{"custom":{"a":"1"},"client":{"app_title":"t"}}',
            "Lambda-Runtime-Cognito-Identity": '{"cognitoIdentityId":"id"}',
            "Lambda-Runtime-Aws-Tenant-Id": "blue",
        }
        code = (
            "def handler(event, c):\n"
            "    return [c.aws_request_id, c.function_name, c.function_version, c.memory_limit_in_mb, c.log_group_name, c.log_stream_name,\n"
            "            c.invoked_function_arn, c.tenant_id, c.client_context.custom, c.client_context.client.app_title,\n"
            "            c.identity.cognito_identity_id, c.identity.cognito_identity_pool_id, c.get_remaining_time_in_millis() > 0]\n"
        )
        result = FakeRuntimeApi(headers=headers).run({"index.py": code}, "index.handler")
        arn = "arn:aws:lambda:us-east-1:000000000000:function:hello"
        expected = ["request-1", "hello", "$LATEST", "128", "/aws/lambda/hello", "stream", arn, "blue", {"a": "1"}, "t", "id", None, True]
        self.assertEqual(result.answer(), expected)
