import unittest

from .fake_runtime_api import run_function

CODE = "def handler(event, context):\n    return 1\n"


class HandlerTests(unittest.TestCase):
    def test_a_handler_is_found(self):
        for files, handler in (
            ({"index.py": CODE}, "index.handler"),
            ({"src/deep/index.py": CODE}, "src/deep/index.handler"),
            ({"src/deep/index.py": CODE}, "src.deep.index.handler"),
            ({"app/__init__.py": CODE}, "app.handler"),
        ):
            with self.subTest(handler=handler):
                self.assertEqual(run_function(files, handler).answer(), 1)

    def test_the_functions_own_modules_win_over_the_standard_librarys(self):
        files = {"index.py": "import calendar\ndef handler(event, context):\n    return calendar.OURS\n", "calendar.py": "OURS = 1\n"}
        self.assertEqual(run_function(files).answer(), 1)

    def test_the_search_path_begins_as_on_aws(self):
        result = run_function("import sys\ndef handler(event, context):\n    return sys.path\n")
        path = result.answer()
        self.assertEqual(path[0], result.folder)
        self.assertRegex(path[1], r"^/opt/python/lib/python3\.\d+/site-packages$")
        self.assertEqual(path[2], "/opt/python")
        self.assertTrue(path[3].endswith("runtimes/python"))

    def test_named_tuples_become_objects(self):
        code = "from collections import OrderedDict, namedtuple\nPoint = namedtuple('Point', 'x y')\ndef handler(event, context):\n    return %s\n"
        for value, body in (
            ("Point(1, 2)", b'{"x": 1, "y": 2}'),
            ("{'a': [Point(1, (2, 3))], 'b': OrderedDict([(4, None)])}", b'{"a": [{"x": 1, "y": [2, 3]}], "b": {"4": null}}'),
            ("(1, Point(Point(1, 2), 'y'))", b'[1, {"x": {"x": 1, "y": 2}, "y": "y"}]'),
        ):
            with self.subTest(value=value):
                self.assertEqual(run_function(code % value).answers[0][3], body)

    def test_a_circular_result_is_told(self):
        error = run_function("def handler(event, context):\n    circle = []\n    circle.append(circle)\n    return circle\n").answer()
        self.assertEqual(error["errorType"], "Runtime.MarshalError")
        self.assertEqual(error["errorMessage"], "Unable to marshal response: Circular reference detected")

    def test_results(self):
        for value, body in (
            ("None", b"null"),
            ("{'a': (1, 2.5)}", b'{"a": [1, 2.5]}'),
            ("decimal.Decimal('1.10')", b"1.10"),
            ("[decimal.Decimal('NaN'), decimal.Decimal('2'), 'x']", b'[NaN, 2, "x"]'),
            ("{'a': b'text'}", b'{"a": "text"}'),
            ("b'raw'", b"raw"),
            ("'\\u00e9'", b'"\\u00e9"'),
        ):
            with self.subTest(value=value):
                result = run_function("import decimal\ndef handler(event, context):\n    return %s\n" % value)
                self.assertEqual(result.answers[0][3], body)
                content_type = "application/unknown" if body == b"raw" else "application/json"
                self.assertEqual(result.answers[0][2]["content-type"], content_type)

    def test_from_python_3_12_text_stays_as_it_is(self):
        result = run_function("def handler(event, context):\n    return '\\u00e9'\n", env={"AWS_EXECUTION_ENV": "AWS_Lambda_python3.12"})
        self.assertEqual(result.answers[0][3], '"é"'.encode())
