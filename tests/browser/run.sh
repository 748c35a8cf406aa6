#!/usr/bin/env bash
# run.sh - reports in a real browser: axe finds nothing, nothing needs pushing sideways at 320 px or at 200 %, the keyboard
# reaches every stop, and what is printed on A4 holds the words. Each check is seen to find a fault first.
#
# Usage: tests/browser/run.sh BUILD_DIR    needs chromium, npm (axe-core comes from its registry, into build/browser) and,
# for the print, pdftotext; what is missing is said, and skipped.
. "$(dirname "$0")/../support/notebooks.sh"
export ACCORD_NOW=2026-06-30T12:00:00Z
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
[ -n "$browser" ] || { echo "skip the browser's tests: there is no chromium here"; exit 0; }
kept=$(dirname "$build")/browser
axe=$kept/node_modules/axe-core/axe.min.js
if [ ! -f "$axe" ]; then
    mkdir -p "$kept" && HOME=$kept npm install --silent --no-audit --no-fund --no-save --prefix "$kept" axe-core@4.10.3 >"$dir/talk" 2>&1
fi
[ -f "$axe" ] || { echo "skip the browser's tests: axe-core cannot be had from npm"; exit 0; }

browse() { # ARGUMENTS... : headless, with a profile of its own
    rm -rf "$dir/profile"
    timeout 120 "$browser" --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
        --disable-component-update --disable-sync --user-data-dir="$dir/profile" "$@" 2>>"$dir/browser.log"
}
probe() { # PAGE: what the copy in $dir/copy.html wrote
    browse --window-size=1280,900 --virtual-time-budget=60000 --dump-dom "file://$dir/copy.html" >"$dir/dom"
    sed -n 's/.*<pre id="probe">\(.*\)<\/pre>.*/\1/p' "$dir/dom" | sed 's/&quot;/"/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g' >"$dir/found"
}
by_axe() { # PAGE PLANT
    python3 "$here/browser/probe.py" "$1" "$axe" "$2" >"$dir/copy.html" && probe &&
        python3 - "$dir/found" <<'END'
import json, sys
f = json.loads(open(sys.argv[1]).read())
bad = list(f["violations"]) + [i for i in f["incomplete"] if not i.startswith("color-contrast")]
if f["passes"] < 30 or f["stops"] < 10 or f["unseen"] or f["wide"] > f["inner"]:
    bad.append("passes %(passes)d, stops %(stops)d of which unseen %(unseen)d, %(wide)d wide" % f)
print("\n".join(bad))
sys.exit(1 if bad else 0)
END
}
by_frame() { # PAGE PLANT
    python3 "$here/browser/frame.py" "$1" "$2" >"$dir/copy.html" && probe && cat "$dir/found" && grep -qx 'narrow fits; large fits' "$dir/found"
}

for code in KRK MIN CAP; do
    "$accord" demo $code --dir "$dir/$code" --no-input >"$dir/talk" 2>&1 || fatal the_examples_are_laid_out "$dir/talk"
done
nb_of() { case $1 in KRK) echo CITY ;; MIN) echo MERI ;; *) echo LEARN ;; esac; }
pages=()
for code in KRK MIN CAP; do
    for lang in en fr es ar pl; do
        [ $lang = en ] || [ $code = CAP ] || continue
        "$accord" -N "$dir/$code/$(nb_of $code)" report --html "$dir/$code-$lang.html" --lang $lang >"$dir/talk" 2>&1 || fatal "report_${code}_$lang" "$dir/talk"
        pages+=("$code-$lang")
    done
done

for plant in '<p style="color: #bbb">too pale to read</p>' '<a href="#list"></a>' '<h6>a heading out of order</h6>' '<p lang="xx">no such language</p>' \
    '<p><span id="list">twice</span></p>' '<div style="width: 3000px">wide</div>'; do
    by_axe "$dir/KRK-en.html" "$plant" >"$dir/talk" 2>&1 && echo "$plant" && break
done >"$dir/unfound"
[ ! -s "$dir/unfound" ]
check $? axe_finds_each_planted_fault "$dir/unfound"
! by_frame "$dir/KRK-en.html" '<div style="width: 700px">wide</div>' >"$dir/talk" 2>&1
check $? the_frames_find_what_is_too_wide "$dir/talk"

for page in "${pages[@]}"; do
    by_axe "$dir/$page.html" "" >"$dir/talk" 2>&1
    check $? "axe_finds_nothing_in_$page" "$dir/talk"
    by_frame "$dir/$page.html" "" >"$dir/talk" 2>&1
    check $? "nothing_is_too_wide_in_$page" "$dir/talk"
done

if ! command -v pdftotext >/dev/null; then
    echo "skip what is printed: there is no pdftotext here"
    exit 0
fi
for page in KRK-en CAP-ar; do
    code=${page%-*}
    browse --print-to-pdf="$dir/$page.pdf" --no-pdf-header-footer "file://$dir/$page.html" && pdftotext -layout "$dir/$page.pdf" "$dir/$page.txt" &&
        pdfinfo "$dir/$page.pdf" >"$dir/info"
    print=$("$accord" -N "$dir/$code/$(nb_of $code)" audit | sed -n 's/^ *Fingerprint //p')
    grep -q 'Page size: *59[45][.0-9]* x 84[12]' "$dir/info" && grep -qF "$print" "$dir/$page.txt"
    check $? "what_is_printed_of_${page}_is_A4_and_says_the_fingerprint" "$dir/info"
    missing=
    for ref in $("$accord" -N "$dir/$code/$(nb_of $code)" list --plain | cut -f 1); do grep -qF "$ref" "$dir/$page.txt" || missing+=" $ref"; done
    printf '%s\n' "$missing" >"$dir/talk"
    [ -z "$missing" ]
    check $? "what_is_printed_of_${page}_names_every_promise" "$dir/talk"
done
pdftotext "$dir/KRK-en.pdf" - | tr -s ' \n' ' ' >"$dir/words"
grep -qF 'Podgórze riverside block' "$dir/words" && grep -qF 'Sąsiedzi Podgórza' "$dir/words" && grep -qF 'What is not included' "$dir/words"
check $? what_is_printed_keeps_its_letters
