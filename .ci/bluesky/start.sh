#!/usr/bin/env bash
# Bluesky's own development network (npm @atproto/dev-env) on loopback, for the tests of bot/network/bluesky.
#
#   .ci/bluesky/start.sh          starts it and says what to set APPEALBOT_TEST_BLUESKY to; a few seconds, and the
#                                 first time about two minutes for what it installs
#   .ci/bluesky/start.sh --run    the same in the foreground, until it is told to end
#   .ci/bluesky/stop.sh           stops what start.sh started
#
#   PDS_RATE_LIMITS=1 .ci/bluesky/start.sh    with the limits of the public servers
#
# Each start is a network with nothing on it. It needs PostgreSQL, Redis, npm and what compiles C++
# (apt-get install postgresql redis-server npm g++ make python3); .ci/run sees to that. DIR says where its data goes.
set -euo pipefail
cd "$(dirname "$0")"

cache=${XDG_CACHE_HOME:-$HOME/.cache}/appealbot-ci
dir=${DIR:-${TMPDIR:-/tmp}/appealbot-bluesky-$(id -u)}
die() { printf '%s\n' "$*" >&2; exit 1; }
quiet() { "$@" >"$dir/install.log" 2>&1 || { local rc=$?; cat "$dir/install.log" >&2; return $rc; }; }

pg=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[[ -x ${pg:=$(dirname "$(command -v postgres || echo /)")}/initdb ]] || die 'missing: PostgreSQL - apt-get install postgresql'
command -v redis-server >/dev/null || die 'missing: Redis - apt-get install redis-server'

if [[ ${1-} != --run ]]; then
  [[ ! -s $dir/pid ]] || ! kill -0 "$(cat "$dir/pid")" 2>/dev/null || die "it runs already: APPEALBOT_TEST_BLUESKY=$dir/accounts.json"
  mkdir -p "$dir"
  DIR=$dir setsid ./start.sh --run >"$dir/log" 2>&1 </dev/null &
  echo $! >"$dir/pid"
  while [[ ! -e $dir/ready ]]; do
    kill -0 "$(cat "$dir/pid")" 2>/dev/null || { cat "$dir/log" >&2; die 'it does not start'; }
    sleep 0.2
  done
  echo "APPEALBOT_TEST_BLUESKY=$dir/accounts.json"
  exit
fi

mkdir -p "$dir"
chmod a+x "$dir" # PostgreSQL's user has to be able to walk through

# Exact versions and their checksums are in package-lock.json. Each version of that has a folder of its own, which
# is complete only under its name, so that two that install at once do not see half of each other's.
npm=$cache/bluesky-$(git hash-object package-lock.json | cut -c -12)
if [[ ! -d $npm ]]; then
  mkdir -p "$cache"
  new=$(mktemp -d "$npm.XXXXXX")
  trap 'rm -rf "$new"' EXIT
  cp package.json package-lock.json "$new/"
  quiet npm ci --prefix "$new" --ignore-scripts --no-audit --no-fund
  bin=$(ls -d "$new"/node_modules/node-linux-*/bin)
  # The one package that is compiled, with the headers that came with its Node.
  quiet env PATH="$bin:$PATH" npm_config_nodedir="${bin%/bin}" npm rebuild --prefix "$new" better-sqlite3
  mv -T "$new" "$npm" 2>/dev/null || [[ -d $npm ]]
  trap - EXIT
fi
rm -rf "$dir/node_modules"
ln -s "$npm/node_modules" "$dir/node_modules" # a module looks beside and above itself for others
cp loopback.mjs run.mjs "$dir/"

cd "$dir"
export TMPDIR=$dir/data LOG_ENABLED=false
node=$(ls node_modules/node-linux-*/bin/node)
child='' told=''
end() { told=yes; [[ -z $child ]] || kill "$child" 2>/dev/null || true; }
trap end TERM INT
rc=1
for _ in 1 2 3; do # A port may be taken between the question and the answer.
  rm -rf "$dir"/{accounts.json,ready,data,pg}
  mkdir -p "$dir/data"
  [[ -z $told ]] || break
  "$node" --import ./loopback.mjs run.mjs "$dir" "$pg" &
  child=$!
  while [[ ! -e $dir/accounts.json ]] && kill -0 "$child" 2>/dev/null; do sleep 0.1; done
  [[ ! -e $dir/accounts.json ]] || touch "$dir/ready"
  rc=0
  wait "$child" || rc=$?
  # A signal ends the wait before the network has ended.
  while kill -0 "$child" 2>/dev/null; do wait "$child" || rc=$?; done
  [[ ! -e $dir/ready && -z $told ]] || break
done
exit "$rc"
