#!/bin/bash
# A hot update of a fleet of real Erlang game servers on this machine; see --help.
set -euo pipefail
export LC_ALL=C.UTF-8
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
jar=$root/deploy/standalone/target/slipway-standalone.jar
stamp=$root/deploy/standalone/target/demo-build.stamp

usage() {
  cat <<'TEXT'
用法 Usage: deploy/demo.sh [--once] [--keep]

在本机启动 13 个真实的 Erlang 游戏服(6 个 IP)、rsync、Slipway 和一个示例 CMDB,完成一次后端热更新:
拉取文件列表、推送、更新并加载代码、回调、证明游戏服没有重启、单个 IP 失败后重试。
Starts 13 real Erlang game servers on 6 loopback IPs, rsync daemons, Slipway and a sample CMDB, and brings a
hot update to them: file list, push, load, callbacks, proof that no server restarted, retry of a host that was down.

  (none)   讲完后保持运行,按 Ctrl-C 结束并清理 · stays up at the end; Ctrl-C ends it and cleans up
  --once   讲完即退出;任何一项不符合预期则返回 1 · ends by itself; 1 where anything was not as it should be
  --keep   保留临时目录(含日志)· keeps the temporary directory with the logs
  --help   本说明 · this text

Debian 12 以 root 运行时自动安装缺少的软件包 · as root on Debian 12 missing packages are installed:
  openjdk-17-jdk-headless maven npm erlang-base rsync python3 supervisor
NO_COLOR=1 或输出不是终端时为纯文本 · plain text with NO_COLOR=1 or where the output is no terminal.
结束时不留下任何进程和文件 · no process and no file is left behind; all files are below one directory in ${TMPDIR:-/tmp}.
TEXT
}

for argument in "$@"; do
  case $argument in
    --once | --keep) ;;
    --help | -h) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done

# The jar of one module is not rewritten when only another changed, so a build that ended well leaves a stamp.
up_to_date() {
  local built=$jar
  [ -f "$jar" ] || return 1
  [ ! -f "$stamp" ] || built=$stamp
  [ -z "$(find "$root" -name target -prune -o -name .git -prune -o -name node_modules -prune -o -path "$root/deploy/demo" -prune -o -type f \
    \( -path '*/src/*' -o -name pom.xml \) -newer "$built" -print -quit)" ]
}

build() {
  local log=$root/target/demo-build.log begun
  mkdir -p "$root/target"
  begun=$(mktemp "$root/target/begun.XXXXXX")
  echo "构建中 · building (log: target/demo-build.log) ..."
  if ! MAVEN_OPTS="${MAVEN_OPTS:-} -XX:-UsePerfData" "$root/mvnw" -q -B -DskipTests package >"$log" 2>&1; then
    rm -f "$begun"
    tail -n 60 "$log" >&2
    echo "构建失败 · the build failed; the whole log is in $log" >&2
    return 1
  fi
  mv "$begun" "$stamp"
}

# shellcheck source=deploy/packages.sh
. "$root/deploy/packages.sh"
require_packages "${DEMO_PACKAGES[@]}"
up_to_date || build
exec python3 -B "$root/deploy/demo" "$jar" "$@"
