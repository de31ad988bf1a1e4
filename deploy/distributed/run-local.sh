#!/bin/bash
# Starts the distributed form on this machine; see --help.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)

usage() {
  cat <<'TEXT'
Usage: deploy/distributed/run-local.sh [settings.yaml...]

Starts dispatcher, file-pull, file-push and ops-manager as four processes on this machine and ends them together
(Ctrl-C or SIGTERM). The broker and the store are yours and must run. Build first: ./mvnw -DskipTests package

Environment:
  SLIPWAY_HOME       directory for logs, admin token and working directories, default ./slipway-local
  RABBITMQ_HOST, RABBITMQ_PORT, RABBITMQ_USER   default 127.0.0.1, 5672, slipway
  RABBITMQ_PASSWORD  required
  MONGO_URI          default mongodb://127.0.0.1:27017
  SLIPWAY_PORT       HTTP port of the dispatcher on 127.0.0.1, default 8080

Arguments: yaml files with the settings of the workers (slipway.file-pull.*, slipway.file-push.*,
slipway.ops-manager.*) and whatever else is to differ. Each process reads all of them.
Queues: file_pull8, file_push8, ops_manager8.
TEXT
}

case ${1:-} in --help | -h) usage; exit 0 ;; esac
: "${RABBITMQ_PASSWORD:?is required; see --help}"
home=${SLIPWAY_HOME:-slipway-local}
mkdir -p "$home"
home=$(cd "$home" && pwd)

# Names of game files are Chinese; under another locale the workers refuse to start.
export LC_ALL=C.UTF-8
# By environment and not by argument: arguments can be seen by every user of the machine.
export SPRING_RABBITMQ_HOST=${RABBITMQ_HOST:-127.0.0.1}
export SPRING_RABBITMQ_PORT=${RABBITMQ_PORT:-5672}
export SPRING_RABBITMQ_USERNAME=${RABBITMQ_USER:-slipway}
export SPRING_RABBITMQ_PASSWORD=$RABBITMQ_PASSWORD
export SLIPWAY_MONGO_URI=${MONGO_URI:-mongodb://127.0.0.1:27017}
export SLIPWAY_ACCESS_FIRSTTOKENFILE=$home/admin.token
export SERVER_PORT=${SLIPWAY_PORT:-8080}
settings=
for file in "$@"; do
  settings+=${settings:+,}file:$(realpath "$file")
done
[ -z "$settings" ] || export SPRING_CONFIG_ADDITIONALLOCATION=$settings

pids=()
end() {
  trap - EXIT INT TERM
  # Workers first: they hand back what they hold while the dispatcher still listens.
  for ((i = ${#pids[@]} - 1; i >= 0; i--)); do
    kill "${pids[i]}" 2>/dev/null || true
    wait "${pids[i]}" 2>/dev/null || true
  done
}
trap end EXIT
trap 'exit 130' INT TERM

# start NAME JAR HEAP READY [ARGUMENT...]: starts a process and waits until its log says that it is ready.
start() {
  local name=$1 jar=$2 heap=$3 ready=$4 pid log="$home/$1.log"
  shift 4
  [ -f "$jar" ] || { echo "$jar is missing; build first: ./mvnw -DskipTests package" >&2; exit 1; }
  mkdir -p "$home/$name"
  (cd "$home/$name" && exec java "-Xmx$heap" -jar "$jar" "$@" >"$log" 2>&1) &
  pid=$!
  pids+=("$pid")
  for _ in $(seq 600); do
    if grep -q "$ready" "$log" 2>/dev/null; then
      echo "$name is ready, pid $pid, log $log"
      return
    fi
    kill -0 "$pid" 2>/dev/null || { tail -n 20 "$log" >&2; echo "$name ended; its log: $log" >&2; exit 1; }
    sleep 0.2
  done
  echo "$name is not ready after two minutes; its log: $log" >&2
  exit 1
}

start dispatcher "$root/dispatcher/target/slipway-dispatcher.jar" 512m "Started DispatcherApplication"
start file-pull "$root/worker-file-pull/target/slipway-file-pull.jar" 256m "takes orders" --slipway.worker.queues=file_pull8
start file-push "$root/worker-file-push/target/slipway-file-push.jar" 256m "takes orders" --slipway.worker.queues=file_push8
start ops-manager "$root/worker-ops-manager/target/slipway-ops-manager.jar" 512m "takes orders" --slipway.worker.queues=ops_manager8

echo "Slipway is ready: http://127.0.0.1:$SERVER_PORT , admin token in $home/admin.token"
wait -n "${pids[@]}" || true
echo "a process ended; ending the others" >&2
exit 1
