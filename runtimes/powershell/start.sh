#!/bin/sh
# usage: start.sh DOTNET VERSION   Starts PowerShell's client on that version of .NET.
dotnet=$1 version=$2

# Without ICU .NET does not start unless it is told that there are no cultures.
if [ -z "${DOTNET_SYSTEM_GLOBALIZATION_INVARIANT+set}" ]; then
    set -- /usr/lib/*/libicuuc.so.* /usr/lib*/libicuuc.so.*
    [ -e "$1" ] || [ -e "$2" ] || export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
fi
exec "$dotnet" exec --fx-version "$version" "${0%/*}/net${version%%.*}.0/mayfly-powershell.dll"
