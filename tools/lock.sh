#!/bin/sh
# Resolves pyproject.toml into requirements/*.txt: hashes, no addresses.
# Usage: tools/lock.sh [uv]   (uv is needed only here, never to install or run)
set -eu
cd "$(dirname "$0")/.."
uv=${1:-uv}
lock() {
  out=$1
  shift
  "$uv" pip compile pyproject.toml "$@" --universal --python-version 3.11 \
    --generate-hashes --no-emit-index-url --no-emit-find-links \
    --no-annotate --no-header --quiet --output-file "requirements/$out.txt"
}
lock run
lock test --extra test --extra build
lock build --extra build
lock bench --extra bench
