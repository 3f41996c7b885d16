#!/bin/sh
# Runs every benchmark of the packages given, then draws charts in turn with what
# people draw them with, on one core: tools/bench.sh ./services/...
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
render=services/chart/internal/render
go test -run '^$' -bench . -benchmem "$@"

missing=
python=
for candidate in python3 /usr/bin/python3; do
	if "$candidate" -c 'import matplotlib' 2>/dev/null; then
		python=$candidate
		break
	fi
done
[ -n "$python" ] || missing="NOT RUN: charts against matplotlib, which no python3 here has (Debian: apt-get install python3-matplotlib)."
chartjs=
if command -v npm >/dev/null; then
	mkdir -p .run/peers
	cp "$render"/peers/*.json "$render"/peers/*.mjs .run/peers
	if npm ci --prefix .run/peers --silent --no-audit --no-fund; then
		chartjs=$root/.run/peers/chartjs.mjs
	fi
fi
[ -n "$chartjs" ] || missing="$missing
NOT RUN: charts against Chart.js, which needs npm and its registry."

if [ -n "$python$chartjs" ]; then
	go test -c -o .run/render.test "./$render"
	pin=
	command -v taskset >/dev/null && pin="taskset -c 0"
	(cd "$render" && PEER_PYTHON=$python PEER_CHARTJS=$chartjs $pin "$root/.run/render.test" \
		-test.run '^$' -test.bench AgainstPeers -test.benchtime 15x)
fi
[ -z "$missing" ] || printf '\n%s\n' "$missing"
