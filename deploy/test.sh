#!/bin/bash
# Sets up all it needs on a fresh Debian 12, runs every test and then the demo; ends with 0 only where both are good.
set -uo pipefail
export LC_ALL=C.UTF-8
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit 1

# shellcheck source=deploy/packages.sh
. "$root/deploy/packages.sh"
require_packages "${DEMO_PACKAGES[@]}" "${TEST_PACKAGES[@]}" || exit 1

# Reports of an earlier run must not be counted.
find . -path '*/target/surefire-reports' -prune -exec rm -rf {} +

begun=$SECONDS
./mvnw -B -Pall --fail-at-end verify
verify=$?
verify_seconds=$((SECONDS - begun))

begun=$SECONDS
deploy/demo.sh --once
demo=$?
demo_seconds=$((SECONDS - begun))

echo
python3 -B deploy/counts.py "$root"
counted=$?
outcome() { [ "$1" -eq 0 ] && echo ok || echo "FAILED ($1)"; }
printf 'verify  %-12s %4d s\n' "$(outcome "$verify")" "$verify_seconds"
printf 'demo    %-12s %4d s\n' "$(outcome "$demo")" "$demo_seconds"
[ "$verify" -eq 0 ] && [ "$demo" -eq 0 ] && [ "$counted" -eq 0 ]
