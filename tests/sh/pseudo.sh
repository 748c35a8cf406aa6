#!/usr/bin/env bash
# pseudo.sh - the program in a language that nobody speaks (tests/pseudo_po.py): every word that stays English on a
# screen is one that nobody could translate, every bracket that does not close is a text that was cut.
set -u
build=$(realpath "${BUILD:-build/release}")
cd "$(dirname "$0")/../.."
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

mkdir -p "$dir/bin/locale/en@pseudo/LC_MESSAGES"
python3 cli/po/extract.py "$build/tests/tool_words" >"$dir/accord.pot" &&
    python3 tests/pseudo_po.py "$dir/accord.pot" >"$dir/pseudo.po" &&
    msgfmt -o "$dir/bin/locale/en@pseudo/LC_MESSAGES/accord.mo" "$dir/pseudo.po" || { echo "not ok the_pseudo_language_is_made"; exit 1; }
cp "$build/accord" "$dir/bin/accord"
python3 tests/pseudo.py "$dir"
