#!/bin/sh
# Status board of 500 hosts with 8 processes: time of a full refresh, CPU of the dispatcher at an interval of 15 s with and
# without somebody watching, and how long after its reading a change is on a live board. Prints medians and spread.
#
# The hosts are one process on 500 loopback addresses that answers with what a real supervisord once said; the rest is real.
# Needs: JDK 17, rabbitmq-server, supervisor. Environment: BENCH_ROUNDS (5).
set -eu
cd "$(dirname "$0")/../.."
exec ./mvnw -q -B ${MAVEN_OPTIONS:-} -pl deploy/standalone -am test -Dtest=BoardBench -Dexcluded.tests= \
  -Dsurefire.failIfNoSpecifiedTests=false
