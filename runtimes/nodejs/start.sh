#!/bin/sh
# Starts Node.js for one function, or as a stem: start.sh INTERPRETER ARCHIVE, where ARCHIVE is what archive.cjs wrote, if it is there.
node=$1 client=$2
[ -s "$client" ] || client=${0%/*}/bootstrap.cjs
set -- "$node" --expose-gc --max-http-header-size=81920

# As on AWS: a tenth of the function's memory for new objects, the rest for old ones; but what the function asks for wins.
case ${NODE_OPTIONS:-} in
  *max[-_]semi[-_]space[-_]size* | *max[-_]old[-_]space[-_]size*) ;;
  *)
    memory=${AWS_LAMBDA_FUNCTION_MEMORY_SIZE:-128}
    set -- "$@" "--max-semi-space-size=$((memory / 10 / 2))" "--max-old-space-size=$((memory - memory / 10))" ;;
esac
exec ${AWS_LAMBDA_EXEC_WRAPPER:+"$AWS_LAMBDA_EXEC_WRAPPER"} "$@" "$client"
