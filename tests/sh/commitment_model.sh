#!/usr/bin/env bash
# commitment_model.sh - the fold of commitments against a second reading of the same pages, on random lives.
# ACCORD_LIVES=200000 ACCORD_SEED=7 bash tests/sh/commitment_model.sh goes on for longer.
set -u
cd "$(dirname "$0")/../.."
build=${BUILD:-build/release}
PYTHONDONTWRITEBYTECODE=1 exec python3 tests/model/compare_folds.py "$build/tests/tool_fold" \
    --lives "${ACCORD_LIVES:-5000}" --seed "${ACCORD_SEED:-1}"
