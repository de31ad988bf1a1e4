#!/bin/sh
# Restart of 100 programs on 20 supervisords by the ops manager's handler, against blocking XML-RPC 16 and 64 at once and
# supervisorctl 16 at once, in turns. Prints medians and spread. Hosts are 127.0.41.x with a real supervisord each.
#
# Needs: JDK 17, python3, supervisor. About 3 minutes.
# Environment: BENCH_HOSTS (20), BENCH_PROGRAMS (5 on each), BENCH_ROUNDS (5).
set -eu
cd "$(dirname "$0")/../.."
./mvnw -q -B ${MAVEN_OPTIONS:-} -pl worker-ops-manager -am test -Dtest=ServiceBench -Dsurefire.failIfNoSpecifiedTests=false
# The same through the whole system, from the POST to the end of the job.
exec ./mvnw -q -B ${MAVEN_OPTIONS:-} -pl deploy/standalone -am test -Dtest=ServiceSystemBench -Dexcluded.tests= \
  -Dsurefire.failIfNoSpecifiedTests=false
