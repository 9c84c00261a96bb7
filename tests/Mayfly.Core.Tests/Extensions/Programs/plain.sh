#!/bin/bash
# An external extension in the shell. MODE says what it does wrong.
api="http://$AWS_LAMBDA_RUNTIME_API/2020-01-01/extension"
call() { curl -sS -H "Lambda-Extension-Identifier: $id" "$@"; }
[ "$MODE" != silent ] || exec sleep 600
[ "$MODE" != crash-at-start ] || exit 3
# Ample time for a runtime that does not wait for the registration.
for _ in {1..100}; do /bin/true; done
[ ! -e /tmp/runtime ] || echo "the runtime came first"
curl -sS -D "/tmp/$$.headers" -o /dev/null -H "Lambda-Extension-Name: ${0##*/}" -d '{"events":["INVOKE","SHUTDOWN"]}' "$api/register"
id=$(grep -i '^Lambda-Extension-Identifier:' "/tmp/$$.headers" | tr -d '\r' | cut -d' ' -f2)
echo "env ${_HANDLER-none} ${LAMBDA_TASK_ROOT-none} ${AWS_LAMBDA_FUNCTION_NAME-none} ${OWN-none}"
if [ "$MODE" = init-error ]; then
  call -H 'Lambda-Extension-Function-Error-Type: Extension.NoKey' -d '{}' "$api/init/error"
  exit 1
fi
while event=$(call "$api/event/next"); do
  case $event in
    *'"SHUTDOWN"'*) echo "told $event"; exit 0 ;;
  esac
  [ "$MODE" != crash ] || exit 4
  [ "$MODE" != late ] || { echo "dawdling"; while [ ! -e /tmp/go-on ]; do sleep 0.02; done; }
  [ "$MODE" != never ] || exec sleep 600
done
