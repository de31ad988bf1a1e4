#!/bin/bash
# Copies the store while it runs, or puts a copy back; see --help.
set -euo pipefail
umask 077

usage() {
  cat <<'TEXT'
Usage: backup.sh save    embedded DATA FILE     copy the store of a standalone installation that runs
       backup.sh restore embedded DATA FILE     put it back; the installation is stopped
       backup.sh save    mongodb FILE           copy a MongoDB that runs
       backup.sh restore mongodb FILE           put it back; dispatchers are stopped

DATA is slipway.standalone.data, FILE the copy (compressed, mode 600; it holds everything but the secrets of your files).
For MongoDB the connection string is in MONGO_URI; it needs the packages mongodb-database-tools and a replica set, since only
with its oplog a dump is of one moment. Run it as the user of the process. A copy appears whole or not at all.

A copy is one moment of the whole store. After a restore read "Back up and restore" in docs/runbook.md: hosts may be newer.
TEXT
}

die() {
  echo "backup.sh: $1" >&2
  exit 1
}

# The copy appears under its name only when it is whole and on the disk.
keep() {
  cat > "$1.part" || { rm -f "$1.part"; die "cannot write $1: is the disk full?"; }
  sync "$1.part"
  mv "$1.part" "$1"
}

# Whether somebody takes the wish for a copy; a store that runs looks four times a second.
taken() {
  local i
  : > "$1/backup.wanted"
  for ((i = 0; i < $2 * 4; i++)); do
    [[ -e $1/backup.wanted ]] || return 0
    sleep 0.25
  done
  rm -f "$1/backup.wanted"
  return 1
}

await_copy() {
  local i
  for ((i = 0; i < ${BACKUP_SECONDS:-600} * 4; i++)); do
    [[ ! -e $1/backup.done ]] || return 0
    [[ ! -e $1/backup.failed ]] || die "no copy: $(cat "$1/backup.failed")"
    sleep 0.25
  done
  die "no copy within ${BACKUP_SECONDS:-600} s; BACKUP_SECONDS sets another limit"
}

save_embedded() {
  local store=$1/store
  [[ -f $store/documents.mv ]] || die "$store/documents.mv is not there: is $1 slipway.standalone.data?"
  rm -f "$store/backup.done" "$store/backup.failed"
  taken "$store" 15 || die "nobody answers in $1: while the installation is stopped, copy the whole directory instead"
  await_copy "$store"
  gzip -c "$store/backup.done" | keep "$2"
  rm -f "$store/backup.done"
}

restore_embedded() {
  local store=$1/store aside
  [[ -f $2 ]] || die "$2 is not there"
  gzip -t "$2" || die "$2 is damaged"
  mkdir -p "$store"
  if taken "$store" 3; then
    await_copy "$store"
    rm -f "$store/backup.done"
    die "the installation in $1 runs: stop it first"
  fi
  aside=$1/before-restore-$(date -u +%Y%m%dT%H%M%SZ)
  mkdir "$aside"
  [[ ! -e $store/documents.mv ]] || mv "$store/documents.mv" "$aside/"
  # Messages of a later time than the store's; what is in flight is made anew from the store.
  [[ ! -e $1/broker ]] || mv "$1/broker" "$aside/"
  gzip -dc "$2" | keep "$store/documents.mv"
  echo "what was there before is in $aside"
}

# The connection string may hold a password: a file, and no argument.
mongo() {
  local config
  : "${MONGO_URI:?is required; see --help}"
  config=$(mktemp)
  trap "rm -f '$config'" EXIT
  printf 'uri: "%s"\n' "$MONGO_URI" > "$config"
  "$1" --config "$config" --quiet "${@:2}"
}

case "${1:-} ${2:-} $#" in
  "save embedded 4") save_embedded "$3" "$4" ;;
  "restore embedded 4") restore_embedded "$3" "$4" ;;
  "save mongodb 3") mongo mongodump --oplog --gzip --archive | keep "$3" ;;
  "restore mongodb 3") mongo mongorestore --oplogReplay --drop --gzip --archive="$3" ;;
  "--help "* | "-h "*) usage ;;
  *) usage >&2; exit 2 ;;
esac
