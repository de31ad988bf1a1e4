#!/bin/bash
# The least rights of dispatcher and workers on RabbitMQ; see --help.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: deploy/distributed/permissions.sh [--apply] worker NAME QUEUE...
       deploy/distributed/permissions.sh [--apply] dispatcher NAME
       deploy/distributed/permissions.sh [--apply] revoke NAME

Prints the rabbitmqctl lines; with --apply it runs them. NAME is the common name of the client certificate, QUEUE what the
worker has in slipway.worker.queues. Running it again for the same NAME sets the rights anew, so it also adds or takes queues.

  worker      may publish reports, requests, readings and answers; may take from its queues; may declare its own queue
              slipway.worker.NAME#xxxxxxxx, bind it to slipway.control, and nothing else. No tags, no password, at most 12
              connections.
  dispatcher  everything inside the virtual host. No tags, no password.
  revoke      the user is gone and its connections are closed; the certificate is worth nothing from then on.

A worker's name and queues stand in the dispatchers' slipway.senders.workers too.

Environment:
  RABBITMQCTL  default rabbitmqctl; with arguments where needed, such as "sudo rabbitmqctl -n rabbit@host"
  VHOST        default /
TEXT
}

fail() { echo "permissions.sh: $*" >&2; exit 1; }

apply=
if [ "${1:-}" = --apply ]; then
  apply=yes
  shift
fi
case ${1:-} in '' | --help | -h) usage; exit 0 ;; esac
[ $# -ge 2 ] || { usage >&2; exit 1; }
what=$1
name=$2
shift 2
vhost=${VHOST:-/}
[[ $name =~ ^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$ ]] || fail "not a name: $name (letters, digits and . _ @ -, at most 64)"
read -ra rabbitmqctl <<<"${RABBITMQCTL:-rabbitmqctl}"

# run ARGUMENT...: one rabbitmqctl, or its line.
run() {
  if [ -n "$apply" ]; then
    "${rabbitmqctl[@]}" -q "$@"
  else
    printf '%s' "${rabbitmqctl[*]} -q"
    printf " '%s'" "$@"
    printf '\n'
  fi
}

# A user without a password: only its certificate logs it in. It needs one to be born, which nobody ever sees.
user() {
  if [ -z "$apply" ]; then
    echo "head -c 32 /dev/urandom | base64 | ${rabbitmqctl[*]} -q add_user '$name'"
  elif ! "${rabbitmqctl[@]}" -q list_users --no-table-headers | cut -f1 | grep -Fxq -- "$name"; then
    head -c 32 /dev/urandom | base64 | "${rabbitmqctl[@]}" -q add_user "$name" >/dev/null
  fi
  run clear_password "$name"
  run set_user_tags "$name"
}

# literal TEXT: as a regular expression that matches it and nothing else.
literal() { printf '%s' "$1" | sed 's/[][\.*^$+?(){}|]/\\&/g'; }

case $what in
  worker)
    [ $# -ge 1 ] || fail "worker NAME QUEUE..."
    own="slipway\\.worker\\.$(literal "$name")#[0-9a-f]{8}"
    read="slipway\\.control|$own"
    for queue in "$@"; do
      case $queue in slipway.*) fail "$queue is not a queue of orders" ;; esac
      read+="|$(literal "$queue")"
    done
    user
    run set_permissions -p "$vhost" "$name" "^($own)\$" "^(slipway\\.(reports|requests|board|answers)|$own)\$" "^($read)\$"
    run set_user_limits "$name" '{"max-connections": 12, "max-channels": 1024}'
    ;;
  dispatcher)
    user
    run set_permissions -p "$vhost" "$name" '.*' '.*' '.*'
    ;;
  revoke)
    # First the user, or the worker would be back before its connections are closed.
    run delete_user "$name"
    run close_all_user_connections "$name" 'revoked'
    ;;
  *) usage >&2; exit 1 ;;
esac
