"""The Init phase, and the loop that gives events to the handler."""

import builtins
import os
import sys

from . import handler_loader, log_setup, search_path
from .context import FunctionFacts, LambdaContext
from .faults import describe
from .http_client import ConnectionLost
from .marshaller import Marshaller

_UNHANDLED_IN_INIT = (
    "LAMBDA_WARNING: Unhandled exception. The most likely cause is an issue in the function code. However, in rare cases, a Lambda "
    "runtime update can cause unexpected function behavior. For functions using managed runtimes, runtime updates can be triggered by "
    "a function change, or can be applied automatically. To determine if the runtime has been updated, check the runtime version in "
    "the INIT_START log entry. If this error correlates with a change in the runtime version, you may be able to mitigate this error "
    "by temporarily rolling back to the previous runtime version. For more information, see "
    "https://docs.aws.amazon.com/lambda/latest/dg/runtimes-update.html\r"
)


def run(api, sink):
    environ = os.environ
    _set_up_process(environ)
    log_format = environ.get("AWS_LAMBDA_LOG_FORMAT")
    log_setup.install(sink, log_format, environ.get("AWS_LAMBDA_LOG_LEVEL"))
    marshaller = Marshaller(environ.get("AWS_EXECUTION_ENV"))
    as_json = log_setup.is_json(log_format)

    try:
        handler = handler_loader.load(environ.get("_HANDLER", ""))
    except Exception as error:
        _give_up(api, sink, as_json, marshaller, error)

    loop = _Loop(api, sink, as_json, marshaller, handler)
    try:
        loop.run()
    except ConnectionLost:
        sys.exit(1)


def _set_up_process(environ):
    task_root = environ.get("LAMBDA_TASK_ROOT", os.getcwd())
    sys.path[:] = search_path.build(task_root, environ.get("PYTHONPATH", ""))
    sys.path_importer_cache.clear()  # folders that a stem saw empty have code now
    if not hasattr(builtins, "exit"):
        # The interpreter runs without `site`, which is slow and would bring its host's .pth files in; these two it gives.
        from _sitebuiltins import Quitter

        builtins.exit = Quitter("exit", "Ctrl-D (i.e. EOF)")
        builtins.quit = Quitter("quit", "Ctrl-D (i.e. EOF)")


def _give_up(api, sink, as_json, marshaller, error):
    import logging

    description = describe(error)
    logging.warning(_UNHANDLED_IN_INIT)
    log_setup.log_error(description, sink, as_json)
    api.fail_init(marshaller.json(description), description["errorType"])
    sys.exit(1)


class _Loop:
    def __init__(self, api, sink, as_json, marshaller, handler):
        self._api = api
        self._sink = sink
        self._as_json = as_json
        self._marshaller = marshaller
        self._handler = handler
        self._facts = FunctionFacts(os.environ)
        self._trace_id = None

    def run(self):
        event = self._api.next()
        while True:
            event = self._answer(event)

    def _answer(self, event):
        """Runs the handler for one event, answers, and returns the next event."""
        headers = event.headers
        request_id = headers.get("lambda-runtime-aws-request-id")
        self._enter(headers, request_id)
        try:
            context = LambdaContext(self._facts, headers)
            value = self._marshaller.event(event.body, headers.get("content-type", "application/json"))
            body, content_type = self._marshaller.response(self._handler(value, context))
        except Exception as error:
            # SystemExit and KeyboardInterrupt are let through: they end the process, as on AWS.
            description = describe(error, request_id)
            log_setup.log_error(description, self._sink, self._as_json)
            return self._api.fail(request_id, self._marshaller.json(description), description["errorType"])
        return self._api.respond(request_id, body, content_type)

    def _enter(self, headers, request_id):
        log_setup.Invocation.request_id = request_id
        log_setup.Invocation.tenant_id = headers.get("lambda-runtime-aws-tenant-id")
        trace_id = headers.get("lambda-runtime-trace-id")
        if trace_id != self._trace_id:
            self._trace_id = trace_id
            if trace_id is None:
                os.environ.pop("_X_AMZN_TRACE_ID", None)
            else:
                os.environ["_X_AMZN_TRACE_ID"] = trace_id
