#!/bin/bash
# No-op targets through the real path (HTTP, store, RabbitMQ, worker, report, store, callback), beside Celery on the same broker.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)

usage() {
  cat <<'TEXT'
Usage: deploy/bench/run.sh

Measures (a) one job of 10,000 targets, (b) 1,000 jobs of 10, (c) the latency of one target, and fairness: a small job beside
a large one. A target is a CDN directory whose worker does nothing; dispatcher, runtime, broker and messages are the real ones.
The store is the stand-in for MongoDB in a process of its own, once in memory and once on disk (H2). Prints medians and spread.

Needs: JDK 17, python3, rabbitmq-server. Celery's part needs python3-celery and the folder of its bench.

Environment:
  BENCH_CELERY   folder that has celery/bench_celery.py; without it Celery is NOT RUN
  BENCH_ROUNDS   5     BENCH_TARGETS 10000   BENCH_JOBS 1000   BENCH_LATENCIES 300   BENCH_SMALL 100
  BENCH_SLOTS    16    slots of each worker
  BENCH_STORES   "memory h2"                 BENCH_FAIR_MILLIS "0 20"
TEXT
}

case ${1:-} in --help | -h) usage; exit 0 ;; esac

export BENCH_DIR=${BENCH_DIR:-$(mktemp -d)}
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
AMQP_PORT=$(free_port) STORE_PORT=$(free_port) HTTP_PORT=$(free_port)
export AMQP_PORT STORE_PORT HTTP_PORT

[ -f "$here/target/slipway-bench.jar" ] || (cd "$root" && ./mvnw -q -B ${MAVEN_OPTIONS:-} -DskipTests package -pl deploy/bench -am)
export BENCH_LIB="$here/target/slipway-bench.jar:$here/target/lib/*"

# shellcheck source=deploy/bench/broker.sh
. "$here/broker.sh"
start_broker
trap stop_broker EXIT
python3 "$here/throughput.py"
