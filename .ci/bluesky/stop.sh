#!/usr/bin/env bash
# Stops the network that start.sh started, and waits until it has ended.
set -euo pipefail
dir=${DIR:-${TMPDIR:-/tmp}/appealbot-bluesky-$(id -u)}
[[ -s $dir/pid ]] || exit 0
pid=$(cat "$dir/pid")
kill "$pid" 2>/dev/null || true
while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
rm -rf "$dir"
