#!/bin/sh
# A version of 3,000 files and 200 MB for 20 hosts with an rsync daemon each (127.0.42.x), by the ops manager's handler, 8 orders
# at once: whole, then 3 % of the files changed, then back. Every digest is read on the host. In turns with the best line of a
# script, xargs -P8 rsync -rt --sockopts=TCP_NODELAY, which only copies. Prints medians, spread and ratios.
#
# Needs: JDK 17, rsync 3.2 or newer, 10 GB free in the directory for temporary files. About 5 minutes.
# Environment: BENCH_HOSTS (20), BENCH_FILES (3000), BENCH_FILE_BYTES (70000), BENCH_ROUNDS (3), BENCH_SLOTS (8).
set -eu
cd "$(dirname "$0")/../.."
exec ./mvnw -q -B ${MAVEN_OPTIONS:-} -pl worker-ops-manager -am test -Dtest=ReleaseBench \
  -Dsurefire.failIfNoSpecifiedTests=false
