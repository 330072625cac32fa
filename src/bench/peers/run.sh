#!/usr/bin/env bash
# The symbolic workloads by GiNaC, Giac, Maxima, SymPy, mathjs and Symja beside Chainrule, in one run:
#   src/bench/peers/run.sh [quick] [PATTERN]        PATTERN of workloads: docs/performance.md
# Needs a JDK with Maven, Node.js with npm, Python 3 with venv, a C++ compiler, and of Debian 12
#   apt-get install libginac-dev libgiac-dev maxima maxima-share
# SymPy and mathjs go to target/peers. CPU time; what takes longer than a limit does not end.
set -eu
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
quick=false
[ "${1:-}" != quick ] || { quick=true; shift; }
sources=$PWD/src/bench/peers
peers=$PWD/target/peers
mkdir -p "$peers/programs" "$peers/node"

say() { printf '%s: %s\n' "$1" "${2:-not installed}" >&2; }
version() { dpkg-query -W -f '${Version}' "$1" 2>/dev/null || true; }

# A program of a peer: its name, and the command to which a file and seconds are added.
program() {
  printf '#!/bin/sh\nulimit -v 8000000\nexec %s "$@"\n' "$2" >"$peers/programs/$1"
  chmod +x "$peers/programs/$1"
}

rm -f "$peers"/programs/*
for name in ginac giac; do
  case $name in
    ginac) title=GiNaC libraries='-lginac -lcln' ;;
    giac) title=Giac libraries='-lgiac -lgmp' ;;
  esac
  say "$title" "$(version lib$name-dev)"
  if [ -n "$(version lib$name-dev)" ]; then
    # shellcheck disable=SC2086
    c++ -O2 -w -std=c++17 -o "$peers/$name" "$sources/$name.cpp" $libraries
    program "$title" "$peers/$name"
  fi
done
say Maxima "$(version maxima)"
if [ -n "$(version maxima)" ]; then
  program Maxima "python3 $sources/maxima-peer.py"
fi
if [ ! -x "$peers/python/bin/python" ]; then
  python3 -m venv "$peers/python"
  "$peers/python/bin/pip" install -q sympy==1.14.0 mpmath==1.3.0
fi
say SymPy 1.14.0
program SymPy "$peers/python/bin/python $sources/sympy-peer.py"
[ -d "$peers/node/node_modules/mathjs" ] || npm install --silent --prefix "$peers/node" mathjs@15.2.0
say mathjs 15.2.0
# The most stack that the thread has.
program mathjs "env NODE_PATH=$peers/node/node_modules node --stack-size=7000 $sources/mathjs-peer.js"

mvn -B -q -Dquick -Pbench -DskipTests -Dbench.only=none test-compile
mvn -B -q -Dquick -Pbench org.apache.maven.plugins:maven-dependency-plugin:3.11.0:build-classpath \
  -Dmdep.includeScope=test -Dmdep.outputFile="$peers/classpath"
exec java -Dbench.peers="$peers/programs" \
  -cp "target/quick/test-classes:target/quick/classes:$(cat "$peers/classpath")" \
  org.chainrule.bench.symbolic.Comparison "$quick" "${1:-W}"
