#!/bin/sh
# Fetch of a repository with 5,000 new revisions into the store, beside `svn log --xml -v` alone; then with twice as many.
# Prints medians, spread and ratios.
#
# Needs: JDK 17, subversion. About 6 minutes: making the repositories takes most of it.
# Environment: BENCH_REVISIONS (5000), BENCH_ROUNDS (9), BENCH_WARM_UP (2), BENCH_HEAP (32, MiB).
set -eu
cd "$(dirname "$0")/../.."
exec ./mvnw -q -B ${MAVEN_OPTIONS:-} -pl dispatcher -am test -Dtest=VersionBench -Dsurefire.failIfNoSpecifiedTests=false
