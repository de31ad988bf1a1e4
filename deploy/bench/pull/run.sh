#!/bin/sh
# Times a pull against cp -r + md5sum, in turns, with a heap of 64 MiB.
# Usage: deploy/bench/pull/run.sh [rounds]   (needs the built jar: ./mvnw -pl worker-file-pull -am package -DskipTests)
# TMPDIR chooses the disk; about 1 GB is used and given back.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=$(cd "$here/../../../worker-file-pull/target" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/slipway-pull-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT INT TERM
path="$target/slipway-file-pull.jar:$target/lib/*"
javac -cp "$path" -d "$work/bench" "$here/PullBench.java"
LC_ALL=C.UTF-8 java -Xmx64m -cp "$work/bench:$path" PullBench "$work/data" "${1:-7}"
