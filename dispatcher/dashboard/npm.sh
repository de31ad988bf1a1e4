#!/bin/sh
# npm as the Maven build calls it: one sentence where it is missing, and no work where nothing has changed.
#   npm.sh install | build | test
set -eu
cd "$(dirname "$0")"

npm=${NPM:-npm}
command -v "$npm" >/dev/null 2>&1 || {
  echo "The dashboard is built with npm: apt-get install npm, or leave the dashboard out with -DskipNpm" >&2
  exit 1
}

# The lock file brings Node 22 for linux-x64; elsewhere the machine's own has to be new enough.
new_enough() {
  PATH="$PWD/node_modules/.bin:$PATH" node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' || {
    echo "The dashboard is built with Node 20.19 or newer, or left out with -DskipNpm" >&2
    exit 1
  }
}

# newer FILE DIRECTORY...: something in them is newer than FILE, or FILE is not there
newer() {
  stamp=$1
  shift
  [ ! -f "$stamp" ] || [ -n "$(find "$@" -type f -newer "$stamp" -print -quit)" ]
}

case $1 in
  install)
    if newer node_modules/.installed package.json package-lock.json; then
      "$npm" ci --no-progress --loglevel=error
      touch node_modules/.installed
    fi
    ;;
  build)
    if newer "$DASHBOARD_OUT/index.html" src public scripts index.html vite.config.ts tsconfig.json package-lock.json; then
      new_enough
      "$npm" run --silent build
    fi
    ;;
  test)
    "$npm" run --silent test
    ;;
  *)
    echo "usage: npm.sh install | build | test" >&2
    exit 2
    ;;
esac
