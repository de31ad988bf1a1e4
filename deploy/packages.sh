# Sourced by the scripts beside it: installs what a fresh Debian 12 lacks.
# Does nothing, and needs no rights, where all is there.

# require_packages COMMAND=PACKAGE...: installs the packages whose command, or file by its whole path, is missing.
require_packages() {
  local pair missing=()
  for pair in "$@"; do
    command -v "${pair%%=*}" >/dev/null 2>&1 || [ -x "/usr/sbin/${pair%%=*}" ] || [[ $pair == /* && -e ${pair%%=*} ]] ||
      missing+=("${pair#*=}")
  done
  if [ "${#missing[@]}" -eq 0 ]; then
    return 0
  fi
  if [ "$(id -u)" -ne 0 ]; then
    echo "missing packages; run as root once: apt-get install ${missing[*]}" >&2
    return 1
  fi
  if ! command -v apt-get >/dev/null 2>&1; then
    echo "missing programs; install what Debian 12 has in: ${missing[*]}" >&2
    return 1
  fi
  echo "安装软件包 · installing packages: ${missing[*]}"
  install_quietly "${missing[@]}"
}

# A package that has a service would start it; RUNLEVEL stops that without systemd, the policy file with it.
install_quietly() (
  policy=/usr/sbin/policy-rc.d
  log=$(mktemp)
  own_policy=
  trap 'rm -f "$log"; [ -z "$own_policy" ] || rm -f "$policy"' EXIT
  if [ ! -e "$policy" ]; then
    own_policy=yes
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
  fi
  export RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive
  { apt-get update && apt-get install -y --no-install-recommends "$@"; } >"$log" 2>&1 || {
    tail -n 40 "$log" >&2
    echo "apt-get could not install: $*" >&2
    exit 1
  }
)

# What building and the demo need.
DEMO_PACKAGES=(javac=openjdk-17-jdk-headless mvn=maven npm=npm erlc=erlang-base rsync=rsync python3=python3 supervisord=supervisor)
# What the tests need beyond that: a broker of their own, an ssh server of their own, a web server, ps, supervisord, Alertmanager,
# Subversion, clocks that can be set, ZooKeeper, a browser and Chinese letters for it.
TEST_PACKAGES=(rabbitmq-server=rabbitmq-server sshd=openssh-server ssh=openssh-client ps=procps nginx=nginx-light supervisord=supervisor prometheus-alertmanager=prometheus-alertmanager promtool=prometheus svnserve=subversion faketime=faketime /usr/share/java/zookeeper.jar=libzookeeper-java chromium=chromium
  /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc=fonts-noto-cjk)
