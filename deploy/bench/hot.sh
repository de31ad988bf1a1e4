#!/bin/sh
# Hot update of ten small files to many hosts against xargs and rsync, and the cost of Erlang commands. Prints medians,
# spread and ratios. Hosts are 127.0.1.x with a real rsync daemon and a real Erlang node each, their disks in /dev/shm.
#
# Needs: JDK 17, erlang-base, rsync. About 3 GB of memory and 5 minutes for 100 hosts.
# Environment: BENCH_HOSTS (100, at most 250), BENCH_ROUNDS (7), BENCH_WARM_UP (3), BENCH_DAEMON_NODELAY (1: the daemons
# too set TCP_NODELAY, 0: only the clients do).
set -eu
cd "$(dirname "$0")/../.."
exec ./mvnw -q -B ${MAVEN_OPTIONS:-} -pl worker-ops-manager -am test -Dtest=HotBench -Dsurefire.failIfNoSpecifiedTests=false
