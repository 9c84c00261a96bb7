#!/bin/sh
# Entry of go1.x: the executable of the package that the handler names. Its library, aws-lambda-go, speaks the Runtime API.
exec "${LAMBDA_TASK_ROOT:-/var/task}/${_HANDLER:?}"
