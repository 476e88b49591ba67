#!/usr/bin/env bash
# The README's commands where nothing is: a clone of what was last committed, a home of its own, no variables of ours.
# clean-room.sh [PYTHON]; TESTS="-k name tests/test_store.py" runs those tests alone
set -euo pipefail
python=${1:-python3}
here=$(cd "$(dirname "$0")/.." && pwd)
room=$(mktemp -d)
server=
leave() {
  if [ -n "$server" ]; then kill -- "-$server" 2>/dev/null || true; fi
  rm -rf "$room"
}
trap leave EXIT
git clone --quiet --no-hardlinks "$here" "$room/news"
mkdir "$room/home"
python=$(command -v "$python")
# How packages are reached from here is no part of the project, and stays.
mapfile -t kept < <(env | grep -iE '^(PIP_|https?_proxy=|no_proxy=|SSL_CERT_)')
if [ -f "$HOME/.config/pip/pip.conf" ]; then kept+=("PIP_CONFIG_FILE=$HOME/.config/pip/pip.conf"); fi
clean() { env -i HOME="$room/home" PATH="$(dirname "$python"):/usr/local/bin:/usr/bin:/bin" LANG=C.UTF-8 "${kept[@]}" "$@"; }

answer() { "$python" -c 'import sys, urllib.request as r; print(r.urlopen(sys.argv[1], timeout=2).read().decode())' "$1" 2>/dev/null; }

cd "$room/news"
echo "make run, from nothing"
port=$("$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
set -m
clean make run PYTHON="$python" PORT="$port" >"$room/log" 2>&1 &
server=$!
set +m
for _ in $(seq 600); do
  if [ "$(answer "http://127.0.0.1:$port/_stcore/health")" = ok ]; then break; fi
  if ! kill -0 "$server" 2>/dev/null; then cat "$room/log" >&2; exit 1; fi
  sleep 1
done
answer "http://127.0.0.1:$port/" | grep -q '<title>'
echo "it answers; $(clean .venv/bin/pip list 2>/dev/null | wc -l) packages"
kill -- "-$server"
server=

echo "make test"
clean make test PYTHON="$python" ${TESTS:+PYTEST_ADDOPTS="$TESTS"}
test -z "$(git status --porcelain)" || { git status --short >&2; echo "running left files behind" >&2; exit 1; }
echo "clean room: both commands work, and leave nothing in the checkout"
