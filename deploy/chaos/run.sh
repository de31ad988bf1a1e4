#!/bin/bash
# Breaks a whole installation on purpose, then has the checker say what became of the work; ends with 0 only where all is well.
set -euo pipefail
export LC_ALL=C.UTF-8
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)

usage() {
  cat <<'TEXT'
Usage: deploy/chaos/run.sh [--tier t1|t2] [--seed N] [--minutes M] [--faults on|off] [--areas N] [--hosts N] [--releases N] [--out DIR]
       deploy/chaos/run.sh --tier upgrade --older CHECKOUT [--seed N] [--out DIR]
       deploy/chaos/run.sh --tier t0 [--seed N] [--only TEXT,TEXT] [--mutant NAME] [--out DIR]

t1 starts store, ZooKeeper, RabbitMQ, two dispatchers and four workers as processes of their own, asks for work, breaks parts as the
seed says, waits until all is whole again, and checks the histories. t2 is the same for a night. t0 breaks the same processes at 30 named points of the program,
each in four ways. upgrade breaks nothing: each part changes between an older build and this one while the work goes on; upgrade.sh
makes the older one. See docs/chaos.md.

  --minutes   8     (t2: 75) of work and faults; starting before and waiting after it take up to four more
  --areas     4     areas with hot updates, --hosts (3) hosts in each, with an Erlang node each; 14 in all at most
  --releases  6     hosts that get releases
  --only            cases whose name, such as K5-HALT, holds one of the texts
  --mutant          runs a product that is built wrong, such as fresh-id; the checker then has to refuse it, and the exit code is 1
  --older           root of an older commit's checkout in which deploy/standalone was built
  --out             a new directory below /tmp; must be new or empty

Needs: JDK 17, rsync, erlang-base, rabbitmq-server, libzookeeper-java; faketime for clocks that jump. Prints what it finds; result.json in the directory has it too.
TEXT
}

tier=t1 out= arguments=()
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --tier) tier=$2; shift 2 ;;
    --out) out=$2; shift 2 ;;
    --seed | --minutes | --faults | --areas | --hosts | --releases | --only | --mutant | --older) arguments+=("$1" "$2"); shift 2 ;;
    *) usage >&2; exit 2 ;;
  esac
done
case $tier in
  t0) main=io.slipway.chaos.CrashRun ;;
  t1 | upgrade) main=io.slipway.chaos.Chaos ;;
  t2) main=io.slipway.chaos.Chaos arguments=(--minutes 75 "${arguments[@]}") ;;
  *) echo "there is no tier $tier, only t0, t1, t2 and upgrade" >&2; exit 2 ;;
esac
if [[ $([ "$tier" = upgrade ] && echo yes || echo no) != $([[ " ${arguments[*]} " == *" --older "* ]] && echo yes || echo no) ]]; then
  echo "--tier upgrade needs --older, and nothing else takes it" >&2
  exit 2
fi
if [ "$tier" != t0 ] && [[ " ${arguments[*]} " == *" --mutant "* || " ${arguments[*]} " == *" --only "* ]]; then
  echo "--mutant and --only are for --tier t0" >&2
  exit 2
fi
out=${out:-$(mktemp -d /tmp/slipway-chaos-XXXXXX)}
if [ -n "$(ls -A "$out" 2>/dev/null)" ]; then
  echo "$out is not empty" >&2
  exit 2
fi

[ -f "$here/target/slipway-chaos.jar" ] || (cd "$root" && ./mvnw -q -B ${MAVEN_OPTIONS:-} -DskipTests package -pl deploy/chaos -am)
java=(java -Xmx2g -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "-Dlogback.configurationFile=$here/logback-quiet.xml" -cp "$here/target/slipway-chaos.jar:$here/target/lib/*")

"${java[@]}" "$main" --out "$out" "${arguments[@]}" || { echo "the run itself failed; see $out" >&2; exit 3; }
echo "histories in $out"
"${java[@]}" io.slipway.chaos.check.Checker "$out"
