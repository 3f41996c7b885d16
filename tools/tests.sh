#!/bin/sh
# Runs every test of the packages given, then the services as programs, and says
# in the end what could not be run on this machine: tools/tests.sh ./services/...
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
missing=
tags=
if "$root/tools/chromium" >/dev/null; then
	tags="-tags browser"
else
	missing="NOT RUN: the browser test, because there is no Chromium on the PATH (Debian: apt-get install chromium)."
fi
if ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && ! command -v initdb >/dev/null; then
	missing="$missing
NOT RUN: the stores on PostgreSQL, because there is none on this machine (Debian: apt-get install postgresql)."
fi
go test "$@"
# go test cannot see when a program changed, so these run every time; one after
# the other, for each starts a mesh.
go test -count=1 -p 1 $tags ./test/...
[ -z "$missing" ] || printf '\n%s\n' "$missing"
