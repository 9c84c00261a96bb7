#!/bin/sh
# Starts the Java virtual machine for one function, or as a stem: start.sh INTERPRETER VERSION LAYERS ARCHIVE, where layers are shown in LAYERS, and ARCHIVE
# is what archive.sh made, if it is there.
java=$1 version=$2 layers=$3 archive=$4
# Between the platform and this client: the function does not see it.
telemetry=${_LAMBDA_TELEMETRY_LOG_FD:-}
unset _LAMBDA_TELEMETRY_LOG_FD
jar=${LAMBDA_RUNTIME_DIR:-/var/runtime}/lib/mayfly-java.jar
asked=${JAVA_TOOL_OPTIONS:-}${JDK_JAVA_OPTIONS:-}${_JAVA_OPTIONS:-}
set -- -XX:-UsePerfData -Xshare:auto

# As on AWS: a heap of 85 % of the function's memory, collected by one thread, and code compiled once; but what the function asks for wins.
case $asked in
  *-Xmx* | *MaxHeapSize* | *MaxRAM*) ;;
  *) set -- "$@" "-XX:MaxHeapSize=$((${AWS_LAMBDA_FUNCTION_MEMORY_SIZE:-128} * 1024 * 85 / 100))k" ;;
esac
case $asked in
  *-XX:+Use*GC*) ;;
  *) set -- "$@" -XX:+UseSerialGC ;;
esac
case $asked in
  *Tiered* | *-Xint* | *-Xcomp*) ;;
  *) set -- "$@" -XX:TieredStopAtLevel=1 ;;
esac
# AWS's runtime opens java.io to itself, and so to functions; Java 8 has nothing shut.
[ "$version" = 1.8 ] || set -- "$@" --add-opens=java.base/java.io=ALL-UNNAMED

if [ "${MAYFLY_STEM:-}" = 1 ]; then
  cd "${LAMBDA_TASK_ROOT:-/var/task}" || exit 1
  if [ "$version" != 1.8 ]; then
    module=dev.mayfly.lambda
    [ "$version" = 11 ] || set -- "$@" --enable-native-access=$module
    exec "$java" "$@" --add-opens=java.base/java.io=$module --add-opens=java.base/java.lang=$module --add-opens=java.base/java.nio=$module \
      --module-path "$jar" --module $module/dev.mayfly.lambda.Bootstrap "$layers" $telemetry
  fi
fi

# An archive that does not fit the function's own options would only complain.
[ -n "$asked" ] || [ ! -s "$archive" ] || set -- "$@" "-XX:SharedArchiveFile=$archive" '-Xlog:cds*=off'
set -- "$java" "$@" -cp "$jar" dev.mayfly.lambda.Bootstrap "$layers" $telemetry
# A wrapper gets the interpreter and its arguments, as on AWS.
[ -z "${AWS_LAMBDA_EXEC_WRAPPER:-}" ] || set -- "$AWS_LAMBDA_EXEC_WRAPPER" "$@"
exec "$@"
