# Sourced by run and test: finds, installs and builds what they need.

say() { printf '%s\n' "$*" >&2; }

require_dotnet() {
  if ! command -v dotnet >/dev/null 2>&1 || ! dotnet --list-sdks 2>/dev/null | grep -q '^10\.'; then
    say "Mayfly needs the .NET 10 SDK, and 'dotnet --list-sdks' shows none. On Debian and Ubuntu: apt-get install dotnet-sdk-10.0; elsewhere see https://dotnet.microsoft.com/download."
    exit 1
  fi
}

# Each argument is PROGRAM:PACKAGE. What is missing is installed by apt where that is possible, and otherwise named.
require_programs() {
  local missing=() pair
  for pair in "$@"; do
    command -v "${pair%%:*}" >/dev/null 2>&1 || PATH="$PATH:/usr/sbin:/sbin" command -v "${pair%%:*}" >/dev/null 2>&1 || missing+=("${pair#*:}")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    say "Missing: ${missing[*]}. Install with your package manager (on Debian and Ubuntu: sudo apt-get install ${missing[*]}) and start again."
    exit 1
  fi
  say "Installing ${missing[*]} …"
  install_packages "${missing[@]}"
}

install_packages() {
  if ! DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1; then
    apt-get update -qq || { say "apt-get update failed: without a package mirror, install by hand: $*"; exit 1; }
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null || { say "apt-get could not install: $*"; exit 1; }
  fi
}

# What .NET calls this machine. Programs are compiled ahead of time for it, so that their first requests do not wait for the compiler.
runtime_identifier() {
  case $(uname -m) in
    aarch64 | arm64) echo linux-arm64 ;;
    *) echo linux-x64 ;;
  esac
}

# Builds the server into artifacts/server, unless nothing has changed since the last time.
build_server() {
  local root=$1 stamp=$1/artifacts/server/.built
  if java_pack_is_settled "$root" && is_newest "$stamp" "$root/src" "$root/runtimes" "$root/Directory.Build.props" "$root/Directory.Packages.props"; then
    return 0
  fi
  publish "$root/src/Mayfly.Server/Mayfly.Server.csproj" "$root/artifacts/server"
  [ -f "$(java_pack "$root")" ] || say "Java functions cannot be run: the Java runtime pack needs a JDK to be built (on Debian and Ubuntu: apt-get install default-jdk-headless). All else works."
}

# Builds the mayfly command into artifacts/cli, unless nothing has changed since the last time.
build_cli() {
  local root=$1
  is_newest "$root/artifacts/cli/.built" "$root/src/Mayfly.Cli" "$root/Directory.Build.props" "$root/Directory.Packages.props" ||
    publish "$root/src/Mayfly.Cli/Mayfly.Cli.csproj" "$root/artifacts/cli"
}

# Whether the file is there and no source is newer. The conformance suite is no part of any program.
is_newest() {
  local stamp=$1
  shift
  [ -f "$stamp" ] && [ -z "$(find "$@" -newer "$stamp" -type f ! -path '*/obj/*' ! -path '*/bin/*' ! -path '*/runtimes/conformance/*' -print -quit)" ]
}

publish() {
  local project=$1 folder=$2 log
  say "Building …"
  log=$(mktemp)
  if ! dotnet publish "$project" -c Release -r "$(runtime_identifier)" --self-contained false -p:PublishReadyToRun=true -o "$folder" --nologo -v quiet >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    exit 1
  fi
  rm -f "$log"
  touch "$folder/.built"
}

java_pack() { printf %s "$1/artifacts/server/runtimes/java/lib/mayfly-java.jar"; }

# Built, or not to be built on this machine.
java_pack_is_settled() { [ -f "$(java_pack "$1")" ] || ! { command -v javac >/dev/null 2>&1 || compgen -G '/usr/lib/jvm/*/bin/javac' >/dev/null; }; }
