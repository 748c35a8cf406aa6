#!/usr/bin/env bash
# view_model.sh - whole histories, by the program and by models written from the pages: one view, one digest.
# ACCORD_HISTORIES=2000 ACCORD_SEED=7 bash tests/sh/view_model.sh goes on for longer.
set -u
cd "$(dirname "$0")/../.."
build=${BUILD:-build/release}
python=python3 # another one may stand in front of the system's, which has PyNaCl
"$python" -c 'import nacl' 2>/dev/null || python=/usr/bin/python3
PYTHONDONTWRITEBYTECODE=1 exec "$python" tests/model/compare_views.py "$build/tests/tool_view" \
    --histories "${ACCORD_HISTORIES:-30}" --seed "${ACCORD_SEED:-11}"
