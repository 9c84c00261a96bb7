import json
import time
import unittest

from .fake_runtime_api import run_function

TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"


def log(body, **options):
    return run_function("import logging\ndef handler(event, context):\n    %s\n" % body, **options)


class LogTests(unittest.TestCase):
    def test_each_message_is_one_frame_in_the_text_format(self):
        result = log("logging.warning('two\\nlines %s', 1)")
        ((kind, microseconds, text),) = result.frames
        self.assertEqual(kind, 0xA55A0003)
        self.assertLess(abs(microseconds / 1e6 - time.time()), 60)
        self.assertRegex(text, r"^\[WARNING\]\t%s\.\d{3}Z\trequest-1\ttwo\nlines 1\n$" % TIME)

    def test_info_is_silent_until_a_level_is_set(self):
        body = "logging.info('no'); logging.getLogger().setLevel('INFO'); logging.info('yes')"
        self.assertEqual([frame[2].split("\t")[-1] for frame in log(body).frames], ["yes\n"])
        body = "logging.debug('no'); logging.info('yes')"
        self.assertEqual([frame[2].split("\t")[-1] for frame in log(body, env={"AWS_LAMBDA_LOG_LEVEL": "INFO"}).frames], ["yes\n"])

    def test_json_format(self):
        body = "logging.warning('text', extra={'order': 5})\n    try: 1 / 0\n    except ZeroDivisionError: logging.exception('failed')"
        first, second = (json.loads(frame[2]) for frame in log(body, env={"AWS_LAMBDA_LOG_FORMAT": "JSON"}).frames)
        self.assertRegex(first.pop("timestamp"), "^%sZ$" % TIME)
        self.assertEqual(first, {"level": "WARNING", "message": "text", "logger": "root", "requestId": "request-1", "order": 5})
        self.assertEqual((second["errorType"], second["errorMessage"]), ("ZeroDivisionError", "division by zero"))
        self.assertEqual(len(second["stackTrace"]), 1)
        self.assertRegex(second["location"], r"index\.py:handler:\d+$")

    def test_errors_in_json_format(self):
        entry = json.loads(log("raise ValueError('bad')", env={"AWS_LAMBDA_LOG_FORMAT": "JSON"}).frames[-1][2])
        self.assertEqual((entry["log_level"], entry["errorType"], entry["requestId"]), ("ERROR", "ValueError", "request-1"))

    def test_print_goes_to_standard_output(self):
        result = log("print('a\\nb')")
        self.assertEqual((result.stdout, result.frames), ("a\nb\n", []))

    def test_without_frames_log_lines_go_to_standard_output(self):
        result = log("logging.warning('text'); raise ValueError('bad')", framed=False)
        first, second = result.stdout.split("\n")[:2]
        self.assertRegex(first, r"^\[WARNING\]\t.*\ttext$")
        self.assertTrue(second.startswith("[ERROR] ValueError: bad\rTraceback (most recent call last):\r"))

    def test_text_that_is_no_unicode_does_not_break_the_log(self):
        result = log("logging.warning('\\ud800'); return 1")
        self.assertEqual(result.answer(), 1)
        self.assertIn("\\ud800", result.frames[0][2])
