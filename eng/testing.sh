# Sourced by test, after prepare.sh: installs the tests' clients, builds the test programs, runs them and adds up.

passed=0 failed=0 skipped=0

require_boto3() {
  /usr/bin/python3 -c 'import boto3' 2>/dev/null || install_packages python3-boto3
}

install_node_clients() { install_node_packages "$1/tests/clients" "$1/.cache/clients" "the AWS SDK for JavaScript"; }

install_serverless() { install_node_packages "$1/tests/clients/serverless" "$1/.cache/serverless" "the Serverless Framework"; }

# Servers that tests deliver to, with the newer Node.js that they need.
install_node_servers() { install_node_packages "$1/tests/servers" "$1/.cache/servers" "the servers that tests deliver to"; }

# As pinned by the lock file; again only when that has changed.
install_node_packages() {
  local from=$1 to=$2 what=$3 log
  cmp -s "$from/package-lock.json" "$to/installed.json" && return 0
  mkdir -p "$to"
  log=$to/npm.log
  cp "$from/package.json" "$from/package-lock.json" "$to/"
  say "Installing $what …"
  if ! npm ci --prefix "$to" --no-audit --no-fund --loglevel=error >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    say "npm could not install $what, which the tests need: is an npm registry within reach?"
    exit 1
  fi
  cp "$from/package-lock.json" "$to/installed.json"
}

build_tests() {
  say "Building the tests …"
  dotnet build "$1/Mayfly.slnx" -c Release --nologo -v quiet </dev/null || { say "The build failed."; exit 1; }
}

# A test program is either a folder with an xunit project or an executable; both print how many passed and failed.
run_tests() {
  local program=$1 name log status=0
  name=${program#"$root/"}
  log=$(mktemp)
  printf '\n== %s\n' "$name"
  if [ -d "$program" ]; then
    "$program/bin/Release/net10.0/$(basename "$program")" --no-ansi --progress off --ignore-exit-code 8 </dev/null 2>&1 | tee "$log" || status=$?
  else
    "$program" </dev/null 2>&1 | tee "$log" || status=$?
  fi
  add_up "$name" "$log" "$status"
  rm -f "$log"
}

add_up() {
  local name=$1 log=$2 status=$3 ok bad left
  ok=$(count "$log" succeeded pass passed)
  bad=$(count "$log" failed fail)
  left=$(count "$log" skipped)
  # A program that fell over without saying what failed is a failure all the same.
  [ "$status" -eq 0 ] || [ "$bad" -gt 0 ] || { say "$name ended with status $status."; bad=1; }
  passed=$((passed + ok)) failed=$((failed + bad)) skipped=$((skipped + left))
}

# The last number that the log gives for any of these words, in the words of xunit ("  failed: 2"), node ("# fail 2") or "2 failed".
count() {
  local log=$1 words
  shift
  words=$(IFS='|'; printf '%s' "$*")
  { sed -nE -e "s/^[[:space:]]*(# |ℹ )?($words):? ([0-9]+)\$/\3/p" -e "s/^(.*[ ,])?([0-9]+) ($words)(,.*)?\$/\2/p" "$log" | tail -n 1; } | grep . || printf 0
}

finish() {
  printf '\n%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$skipped"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}
