#!/bin/sh
# Entry of custom runtimes: the customer's own bootstrap, from the deployment package or else from a layer.
for bootstrap in "${LAMBDA_TASK_ROOT:-/var/task}/bootstrap" /opt/bootstrap; do
    [ -f "$bootstrap" ] && exec "$bootstrap"
done
echo "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]" >&2
exit 127
