#!/bin/sh
# Times a pull against cp -r + md5sum, in turns, with a heap of 64 MiB.
# Usage: deploy/bench/pull/run.sh [rounds]   (needs the built jar: ./mvnw -pl worker-file-pull -am package -DskipTests)
# TMPDIR chooses the disk; about 1 GB is used and given back.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
jar=$(ls "$here"/../../../worker-file-pull/target/worker-file-pull-*-exec.jar)
work=$(mktemp -d "${TMPDIR:-/tmp}/slipway-pull-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT INT TERM
(cd "$work" && jar xf "$jar" BOOT-INF)
path="$work/BOOT-INF/classes:$work/BOOT-INF/lib/*"
javac -cp "$path" -d "$work/bench" "$here/PullBench.java"
LC_ALL=C.UTF-8 java -Xmx64m -cp "$work/bench:$path" PullBench "$work/data" "${1:-7}"
