#!/bin/sh
# Writes an archive of the classes that a direct boot loads to standard output (class data sharing): archive.sh INTERPRETER VERSION. Options that the
# archive depends on are those of start.sh.
java=$1 version=$2
case $version in
  1.8 | 11) exit 0 ;; # they cannot archive a program's own classes as it runs
esac
jar=${LAMBDA_RUNTIME_DIR:-/var/runtime}/lib/mayfly-java.jar
archive=${TMPDIR:-/tmp}/mayfly-java-$$.jsa
"$java" -XX:-UsePerfData -XX:+UseSerialGC --add-opens=java.base/java.io=ALL-UNNAMED "-XX:ArchiveClassesAtExit=$archive" -cp "$jar" dev.mayfly.lambda.stem.Training >/dev/null 2>&1
[ -f "$archive" ] && cat "$archive" && rm -f "$archive"
