import unittest

from .fake_runtime_api import run_function


class InitErrorTests(unittest.TestCase):
    def test_init_fails(self):
        for files, handler, kind, message in (
            ({}, "index.handler", "Runtime.ImportModuleError", "Unable to import module 'index': No module named 'index'"),
            ("import nowhere", "index.handler", "Runtime.ImportModuleError", "Unable to import module 'index': No module named 'nowhere'"),
            ("def f(:", "index.handler", "Runtime.UserCodeSyntaxError", "Syntax error in module 'index': invalid syntax (index.py, line 1)"),
            ("raise KeyError('k')", "index.handler", "KeyError", "'k'"),
            ("", "index.handler", "Runtime.HandlerNotFound", "Handler 'handler' missing on module 'index'"),
            ("", "index", "Runtime.MalformedHandlerName", "Bad handler 'index': not enough values to unpack (expected 2, got 1)"),
            ("", "sys.handler", "Runtime.BuiltInModuleConflict", "Cannot use built-in module sys as a handler module"),
        ):
            with self.subTest(kind=kind, handler=handler):
                result = run_function(files, handler)
                self.assertEqual(len(result.answers), 1)
                _, path, headers, _ = result.answers[0]
                self.assertEqual(path, "/2018-06-01/runtime/init/error")
                self.assertEqual(headers["lambda-runtime-function-error-type"], kind)
                error = result.answer()
                self.assertEqual((error["errorType"], error["errorMessage"], error["requestId"]), (kind, message, ""))
                self.assertEqual(result.exit_code, 1)
                self.assertTrue(result.frames[-1][2].startswith("[ERROR] %s: " % kind))

    def test_the_trace_of_a_module_that_raises_ends_in_it(self):
        result = run_function("raise KeyError('k')")
        self.assertEqual(result.answer()["stackTrace"][-1], '  File "%s/index.py", line 1, in <module>\n    raise KeyError(\'k\')\n' % result.folder)

    def test_a_module_that_exits_ends_the_process_without_an_answer(self):
        result = run_function("import sys; sys.exit(3)")
        self.assertEqual((result.exit_code, result.answers), (3, []))


class InvocationErrorTests(unittest.TestCase):
    def test_an_invocation_fails_and_the_next_one_works(self):
        for body, kind, message in (
            ("raise ValueError('bad')", "ValueError", "bad"),
            ("raise Mine('bad')", "Mine", "bad"),
            ("raise Exception()", "Exception", ""),
            ("handler(event, context)", "RecursionError", "maximum recursion depth exceeded"),
            ("import datetime; return datetime.date(2020, 1, 1)", "Runtime.MarshalError", "Unable to marshal response: Object of type date is not JSON serializable"),
            ("x = []; x.append(x); return x", "Runtime.MarshalError", "Unable to marshal response: Circular reference detected"),
        ):
            with self.subTest(kind=kind):
                code = "class Mine(Exception): pass\ndef handler(event, context):\n    if not event: return 'fine'\n    %s\n" % body
                result = run_function(code, events=[{"fail": True}, {}])
                self.assertIsNone(result.exit_code)
                self.assertEqual(result.answers[0][1], "/2018-06-01/runtime/invocation/request-1/error")
                error = result.answer(0)
                self.assertEqual((error["errorType"], error["requestId"]), (kind, "request-1"))
                self.assertTrue(error["errorMessage"].startswith(message), error["errorMessage"])
                self.assertEqual(result.answer(1), "fine")

    def test_the_trace_is_the_functions_own(self):
        result = run_function("def handler(event, context):\n    raise ValueError('bad')\n")
        self.assertEqual(result.answer()["stackTrace"], ['  File "%s/index.py", line 2, in handler\n    raise ValueError(\'bad\')\n' % result.folder])
        lines = result.frames[-1][2].split("\n")
        self.assertEqual(lines[:2], ["[ERROR] ValueError: bad", "Traceback (most recent call last):"])
        self.assertTrue(lines[2].startswith("\u00a0\u00a0File "))

    def test_a_name_cannot_break_out_of_its_header(self):
        code = "def handler(event, context):\n    raise type('A\\r\\nX-Evil: 1', (Exception,), {})('bad')\n"
        _, _, headers, _ = run_function(code).answers[0]
        self.assertNotIn("x-evil", headers)

    def test_sys_exit_ends_the_process_without_an_answer(self):
        result = run_function("import sys\ndef handler(event, context):\n    sys.exit(7)\n")
        self.assertEqual((result.exit_code, result.answers), (7, []))
