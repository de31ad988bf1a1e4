#!/bin/bash
# Sets up all it needs on a fresh Debian 12 and runs every test; then breaks the program at its crash points, and a whole installation
# for three minutes; then runs the demo. Ends with 0 only where all of it is good.
set -uo pipefail
export LC_ALL=C.UTF-8
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit 1

# shellcheck source=deploy/packages.sh
. "$root/deploy/packages.sh"
require_packages "${DEMO_PACKAGES[@]}" "${TEST_PACKAGES[@]}" || exit 1

# Reports of an earlier run must not be counted.
find . -path '*/target/surefire-reports' -prune -exec rm -rf {} +

run() {
  case $1 in
    verify) ./mvnw -B -Pall --fail-at-end verify ;;
    points) deploy/chaos/run.sh --tier t0 ;;
    faults) deploy/chaos/run.sh --tier t1 --minutes 3 --seed "${SLIPWAY_CHAOS_SEED:-1}" ;;
    demo) deploy/demo.sh --once ;;
    counts) echo && python3 -B deploy/counts.py "$root" ;;
  esac
}

ended=()
failed=0
for part in verify points faults demo counts; do
  begun=$SECONDS
  run "$part" && outcome=ok || outcome="FAILED ($?)"
  [ "$outcome" = ok ] || failed=1
  ended+=("$(printf '%-7s %-12s %4d s' "$part" "$outcome" $((SECONDS - begun)))")
done
printf '%s\n' "${ended[@]}"
exit $failed
