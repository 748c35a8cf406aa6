#!/usr/bin/env bash
# members_model.sh - who belongs and what counts, by the program and by the independent verifier, on random histories.
# ACCORD_HISTORIES=4000 ACCORD_SEED=7 bash tests/sh/members_model.sh goes on for longer.
set -u
cd "$(dirname "$0")/../.."
build=${BUILD:-build/release}
python=python3 # another one may stand in front of the system's, which has PyNaCl
"$python" -c 'import nacl' 2>/dev/null || python=/usr/bin/python3
PYTHONDONTWRITEBYTECODE=1 exec "$python" tests/model/compare_members.py "$build/tests/tool_members" \
    --histories "${ACCORD_HISTORIES:-250}" --seed "${ACCORD_SEED:-1}"
