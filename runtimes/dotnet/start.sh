#!/bin/sh
# usage: start.sh DOTNET VERSION
# Starts what serves the function: this pack's client for ASSEMBLY::TYPE::METHOD, or, where the handler is the name of a program in the
# package, that program, as AWS does: NAME or NAME.dll is an executable assembly, another NAME a native executable.
dotnet=$1 version=$2 handler=${_HANDLER:-} task=${LAMBDA_TASK_ROOT:-/var/task}
client=${0%/*}/net${version%%.*}.0/mayfly-dotnet.dll

# Without ICU .NET does not start unless it is told that there are no cultures.
if [ -z "${DOTNET_SYSTEM_GLOBALIZATION_INVARIANT+set}" ]; then
    set -- /usr/lib/*/libicuuc.so.* /usr/lib*/libicuuc.so.*
    [ -e "$1" ] || [ -e "$2" ] || export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
fi

[ "${MAYFLY_STEM:-}" = 1 ] && exec "$dotnet" exec --fx-version "$version" "$client"

case $handler in
*:*)
    # Settings that act only when .NET starts are taken from the package, as AWS takes them all.
    config=$task/${handler%%:*}.runtimeconfig.json
    if [ -f "$config" ] && grep -Eq '"System\.(GC|Globalization)\.|"System\.Runtime\.Tiered' "$config"; then
        exec "$dotnet" exec --fx-version "$version" --runtimeconfig "$config" "$client"
    fi
    exec "$dotnet" exec --fx-version "$version" "$client"
    ;;
esac

if [ -n "$handler" ]; then
    assembly=$task/${handler%.dll}.dll
    [ -f "$assembly" ] && exec "$dotnet" exec "$assembly"
    [ -f "$task/$handler" ] && exec "$task/$handler"
    echo "Error: executable assembly $assembly or binary $task/$handler not found." >&2
    exit 104
fi
exec "$dotnet" exec --fx-version "$version" "$client"
