#!/bin/sh
# Checks format, protos and every module given: tools/lint.sh services/kit test
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
unformatted=$(git ls-files '*.go' | grep -v '^gen/catalyst/' | xargs gofmt -l)
if [ -n "$unformatted" ]; then
	echo "Not formatted; run gofmt -w on:"
	echo "$unformatted"
	exit 1
fi
tools/run buf lint
for module in "$@"; do
	[ "$module" = gen ] && continue
	(cd "$module" && "$root/tools/run" golangci-lint run ./...)
done
