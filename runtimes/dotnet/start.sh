#!/bin/sh
# usage: start.sh DOTNET VERSION [function|program]
# Starts this pack's client. It comes back here when the function needs a process started for it: with "function", where .NET must start with the
# package's own files; with "program", where the handler names a program in the package: NAME or NAME.dll is an executable assembly, another NAME a native
# executable, as on AWS.
dotnet=$1 version=$2 anew=${3:-} handler=${_HANDLER:-} task=${LAMBDA_TASK_ROOT:-/var/task}
client=${0%/*}/net${version%%.*}.0/mayfly-dotnet.dll

# Without ICU .NET does not start unless it is told that there are no cultures.
if [ -z "${DOTNET_SYSTEM_GLOBALIZATION_INVARIANT+set}" ]; then
    set -- /usr/lib/*/libicuuc.so.* /usr/lib*/libicuuc.so.*
    [ -e "$1" ] || [ -e "$2" ] || export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
fi

case ${MAYFLY_STEM:-}$anew:$handler in
function:*)
    name=$task/${handler%%:*}
    exec "$dotnet" exec --fx-version "$version" --depsfile "$name.deps.json" --runtimeconfig "$name.runtimeconfig.json" "$client"
    ;;
1:* | :*:* | :)
    exec "$dotnet" exec --fx-version "$version" "$client"
    ;;
esac

assembly=$task/${handler%.dll}.dll
[ -f "$assembly" ] && exec "$dotnet" exec "$assembly"
[ -f "$task/$handler" ] && exec "$task/$handler"
echo "Error: executable assembly $assembly or binary $task/$handler not found." >&2
exit 104
