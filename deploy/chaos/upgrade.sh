#!/bin/bash
# Works beside an older build: every part changes from it to this one and back while jobs run, in both orders; then the checker judges.
set -euo pipefail
export LC_ALL=C.UTF-8
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)

if [ $# -eq 0 ] || [ "$1" = --help ] || [ "$1" = -h ]; then
  cat <<'TEXT'
Usage: deploy/chaos/upgrade.sh COMMIT [--seed N] [--out DIR]

COMMIT is what is installed today, such as the last release's. It is built in deploy/chaos/target/older-COMMIT, once.
Ends with 0 only where no job was lost, stuck, done twice or told wrongly. See docs/chaos.md.
TEXT
  [ $# -gt 0 ]
  exit
fi
commit=$(git -C "$root" rev-parse --verify --short "$1^{commit}")
shift
older=$here/target/older-$commit
if [ ! -d "$older/deploy/standalone/target/lib" ]; then
  rm -rf "$older"
  mkdir -p "$older"
  git -C "$root" archive "$commit" | tar -x -C "$older"
  (cd "$older" && ./mvnw -q -B ${MAVEN_OPTIONS:-} -DskipNpm -DskipTests package -pl deploy/standalone -am)
fi
exec "$here/run.sh" --tier upgrade --older "$older" "$@"
