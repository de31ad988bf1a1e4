#!/bin/sh
# Memory and start of an ops-manager worker with 16 slots, as it is run in production: resident memory idle and while it
# works on 200 IPs, and the time from its start until it consumes. Prints each round, then medians and spread.
#
# Needs: JDK 17, erlang-base, rabbitmq-server, rsync, and the built applications (./mvnw -DskipTests package).
# Environment: BENCH_ROUNDS (3).
set -eu
cd "$(dirname "$0")/../.."
exec ./mvnw -q -B ${MAVEN_OPTIONS:-} -pl deploy/standalone -am test -Dtest=WorkerBench -Dexcluded.tests= \
  -Dsurefire.failIfNoSpecifiedTests=false
