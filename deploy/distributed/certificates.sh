#!/bin/bash
# Makes the certificates of a production system with openssl; see --help.
set -euo pipefail
umask 077

usage() {
  cat <<'TEXT'
Usage: deploy/distributed/certificates.sh DIRECTORY ca
       deploy/distributed/certificates.sh DIRECTORY server NAME HOST...
       deploy/distributed/certificates.sh DIRECTORY client NAME...

  ca      ca.pem and ca.key, once. Keep ca.key off every machine of the system.
  server  NAME.pem and NAME.key for RabbitMQ, MongoDB, ZooKeeper or the dispatcher's HTTP; each HOST is a DNS name or an
          address under which clients reach it
  client  NAME.pem and NAME.key for each NAME: a worker's user on the broker (slipway.worker.user), or slipway-dispatcher.
          One for each worker process, never shared: it is what the worker is known by, and what is taken from it

NAME.both.pem is key and certificate in one file, for MongoDB and ZooKeeper. Keys have mode 600 and no passphrase. What is
there already is never overwritten: remove NAME.* for a new certificate.

Environment:
  CA_DAYS  how long the CA is valid, default 3650
  DAYS     how long the others are, default 365; plan the next ones a month before
TEXT
}

fail() { echo "certificates.sh: $*" >&2; exit 1; }

case ${1:-} in '' | --help | -h) usage; exit 0 ;; esac
[ $# -ge 2 ] || { usage >&2; exit 1; }
directory=$1
what=$2
shift 2
mkdir -p "$directory"

new_key() { openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1" 2>/dev/null \
  || openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1" 2>/dev/null; }

# A name goes into a regular expression of RabbitMQ and into file names.
checked() {
  [[ $1 =~ ^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$ ]] || fail "not a name: $1 (letters, digits and . _ @ -, at most 64)"
  [ ! -e "$directory/$1.key" ] || fail "$directory/$1.key is there already"
}

# issue NAME EXTENSIONS: key, certificate signed by the CA, and both in one file.
issue() {
  local name=$1 extensions=$2 base="$directory/$1"
  [ -f "$directory/ca.key" ] || fail "$directory/ca.key is missing; first: certificates.sh $directory ca"
  new_key "$base.key"
  openssl req -new -key "$base.key" -subj "/CN=$name" |
    openssl x509 -req -CA "$directory/ca.pem" -CAkey "$directory/ca.key" -set_serial "0x$(openssl rand -hex 15)" -sha256 \
      -days "${DAYS:-365}" -extfile <(printf '%s\n' "$extensions") -out "$base.pem" 2>/dev/null
  cat "$base.key" "$base.pem" >"$base.both.pem"
  chmod 644 "$base.pem"
  echo "$base.pem"
}

leaf='basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid'

case $what in
  ca)
    [ ! -e "$directory/ca.key" ] || fail "$directory/ca.key is there already; a second CA would shut everybody out"
    new_key "$directory/ca.key"
    openssl req -x509 -new -key "$directory/ca.key" -sha256 -days "${CA_DAYS:-3650}" -subj "/CN=Slipway CA" \
      -addext basicConstraints=critical,CA:TRUE,pathlen:0 -addext keyUsage=critical,keyCertSign,cRLSign \
      -out "$directory/ca.pem"
    chmod 644 "$directory/ca.pem"
    echo "$directory/ca.pem"
    ;;
  server)
    [ $# -ge 2 ] || fail "server NAME HOST..."
    name=$1
    shift
    checked "$name"
    names=
    for host in "$@"; do
      if [[ $host =~ ^[0-9.]+$ || $host == *:* ]]; then kind=IP; else kind=DNS; fi
      names+=${names:+,}$kind:$host
    done
    # Members of a replica set or an ensemble also call each other, so theirs is for clients too.
    issue "$name" "$leaf
extendedKeyUsage=serverAuth,clientAuth
subjectAltName=$names"
    ;;
  client)
    [ $# -ge 1 ] || fail "client NAME..."
    for name in "$@"; do
      checked "$name"
      issue "$name" "$leaf
extendedKeyUsage=clientAuth
subjectAltName=DNS:${name//[@_]/-}"
    done
    ;;
  *) usage >&2; exit 1 ;;
esac
