#!/bin/bash
# Sets up all it needs on a fresh Debian 12, runs every test, then breaks the program at its crash points and a whole installation for
# a few minutes, then runs the demo; ends with 0 only where all of it is good.
set -uo pipefail
export LC_ALL=C.UTF-8
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit 1

# shellcheck source=deploy/packages.sh
. "$root/deploy/packages.sh"
require_packages "${DEMO_PACKAGES[@]}" "${TEST_PACKAGES[@]}" || exit 1

# Reports of an earlier run must not be counted.
find . -path '*/target/surefire-reports' -prune -exec rm -rf {} +

declare -A code seconds
# Name, then the command: keeps how it ended and how long it took.
part() {
  local name=$1 begun=$SECONDS
  shift
  "$@"
  code[$name]=$?
  seconds[$name]=$((SECONDS - begun))
}

part verify ./mvnw -B -Pall --fail-at-end verify
part points deploy/chaos/run.sh --tier t0
part faults deploy/chaos/run.sh --tier t1 --minutes 3 --seed "${SLIPWAY_CHAOS_SEED:-1}"
part demo deploy/demo.sh --once
echo
part counts python3 -B deploy/counts.py "$root"

failed=0
for name in verify points faults demo counts; do
  outcome=ok
  [ "${code[$name]}" -eq 0 ] || { outcome="FAILED (${code[$name]})"; failed=1; }
  printf '%-7s %-12s %4d s\n' "$name" "$outcome" "${seconds[$name]}"
done
exit $failed
