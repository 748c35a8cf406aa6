#!/usr/bin/env bash
# report.sh - a report is a sound page that asks nothing of anybody, its counts are those of the list, its fingerprint is
# that of the audit, what partners wrote stays text, and what is private is counted and never shown.
. "$(dirname "$0")/../support/notebooks.sh"
export ACCORD_NOW=2026-06-30T12:00:00Z

"$accord" demo KRK --dir "$dir/krk" --no-input >"$dir/talk" 2>&1 || fatal the_example_is_laid_out "$dir/talk"
for nb in CITY RIVR; do
    mv "$dir/krk/$nb" "$dir/$nb"
    mv "$dir/krk/$nb.state" "$dir/$nb.state"
done
page=$dir/report.html

# A promise that tries everything, a private note, a shared one.
hostile='</bdi></title><script>alert(1)</script><img src="https://example.org/x"> & "q" https://example.org/'
secret="they asked us to wait with it $$"
at CITY promise "$hostile" --to SASI --due 2026-12-01 -m "$hostile"$'\n\n'"javascript:alert(2)" --language fr >"$dir/talk" 2>&1 ||
    fatal a_hostile_promise_is_written "$dir/talk"
at CITY note -m "$secret" >"$dir/talk" 2>&1 && at CITY note --shared -m "what we share $$ $hostile" --yes >"$dir/talk" 2>&1 ||
    fatal notes_are_written "$dir/talk"

# What an answer to a health check says is for the partners, held back or opened.
health=$(at CITY check "Before the audit" --json 2>"$dir/talk" | field ref)
[ -n "$health" ] && at CITY check "$health" --mark heard=red -m "heard too late, $secret" >>"$dir/talk" 2>&1 &&
    at CITY bring "$hostile" --kind data -m "brought $$ $hostile" >>"$dir/talk" 2>&1 &&
    at CITY note --add-to "$(at CITY list notes --json | grep -F "what we share $$" | field ref)" -m "added $$ $hostile" >>"$dir/talk" 2>&1
check $? an_answer_a_contribution_and_an_addition_are_written "$dir/talk"

at CITY report --html "$page" --json >"$dir/line" 2>"$dir/talk"
check $? a_report_is_written "$dir/talk"
python3 "$here/support/check_page.py" --has "$hostile" --has "what we share $$" --has "added $$ $hostile" --has "brought $$ $hostile" --hides "$secret" "$page" >"$dir/talk" 2>&1
check $? it_is_a_sound_page_in_which_what_partners_wrote_stays_text "$dir/talk"
unfound=
for faulty in 's/<h2 id="counts-heading">/<h4 id="counts-heading">/' 's/&lt;script&gt;/<script>/' 's/<caption /<p /' 's/href="#list"/href="x"/' \
    's/id="list"/id="counts"/' 's/<\/figure>//' 's/<h1>/<h1 onclick="x" /' 's/@page/@import url(x); @page/'; do
    sed "$faulty" "$page" >"$dir/bad.html"
    cmp -s "$page" "$dir/bad.html" && unfound+="    $faulty changed nothing"$'\n'
    python3 "$here/support/check_page.py" "$dir/bad.html" >/dev/null 2>&1 && unfound+="    $faulty is not found"$'\n'
done
printf '%s' "$unfound" >"$dir/talk"
[ -z "$unfound" ]
check $? the_check_of_pages_finds_what_is_planted "$dir/talk"

# Counts.
counts() { # which figures stand in the page, by the words of the table
    python3 - "$page" "$1" <<'END'
import re, sys
rows = re.findall(r'<tr class="(sum|part|total)"><th scope="row">([^<]*)</th><td class="n">([0-9]+)</td>', open(sys.argv[1]).read())
print(" ".join(n for kind, _, n in rows if kind == sys.argv[2]))
END
}
sum() { echo $(($(tr -s ' ' '+' <<<"$1"))); }
listed=$(at CITY list --json --all 2>/dev/null | grep -c '"counted":true')
at CITY list --json >"$dir/list" 2>/dev/null
[ "$listed" = "$(wc -l <"$dir/list")" ] && [ "$listed" -ge 11 ] && [ "$(sum "$(counts sum)")" = "$listed" ] && [ "$(sum "$(counts part)")" = "$listed" ] &&
    [ "$(counts total)" = "$listed" ] && [ "$(field commitments <"$dir/line")" = "$listed" ]
check $? its_counts_sum_and_are_those_of_the_list "$dir/line"
by_state() { grep -c "\"state\":\"$1\"" "$dir/list"; }
shown() { grep -o "<th scope=\"row\">$1</th><td class=\"n\">[0-9]*" "$page" | head -n 1 | grep -o '[0-9]*$'; }
wrong=
for state in accepted withdrawn disputed agreed proposed released declined delivered; do
    [ "$(by_state $state)" = "$(shown $state)" ] || wrong+="    $state: $(by_state $state) in the list, $(shown $state) in the report"$'\n'
done
[ "$(by_state in-progress)" = "$(shown 'in progress')" ] || wrong+="    in progress"$'\n'
printf '%s' "$wrong" >"$dir/talk"
[ -z "$wrong" ]
check $? each_state_counts_as_the_list_says "$dir/talk"

# Proof: the fingerprint, every signed record of every promise, every fingerprint of evidence.
print=$(at CITY audit -P KRK | sed -n 's/^ *Fingerprint //p')
[ -n "$print" ] && grep -qF ">$print</code>" "$page" && [ "$(field history <"$dir/line")" = "$(at CITY audit -P KRK --json | field history)" ]
check $? its_fingerprint_is_that_of_the_audit
missing=0
for ref in $(sed 's/.*"ref":"\([^"]*\)".*/\1/' "$dir/list"); do
    for id in $(at CITY show "$ref" --full 2>/dev/null | grep -oE '\b[0-9a-f]{64}\b' | sort -u); do
        grep -qF "$id" "$page" || missing=$((missing + 1))
    done
done
check "$missing" every_id_and_fingerprint_that_show_gives_stands_in_it

# From right to left: what was written stands apart from our words, labels of charts run as their letters do.
at CITY report --html "$dir/ar.html" --lang ar >/dev/null 2>"$dir/talk" && python3 "$here/support/check_page.py" "$dir/ar.html" >>"$dir/talk" &&
    grep -q '<html lang="ar" dir="rtl">' "$dir/ar.html" && grep -qF '.chart text { unicode-bidi: plaintext }' "$dir/ar.html" &&
    grep -qE '· <bdi>[^ <]+ 1</bdi> - <bdi>No notice was served in the second quarter\.</bdi>' "$dir/ar.html"
check $? a_report_in_arabic_keeps_what_was_written_apart "$dir/talk"

# Not promises alone: what a partner wrote for all of them leads to its signed record, and evidence to its file.
at CITY log --json --all -P KRK | grep -E '"kind":"(create|edit|note|addendum)"' | grep -v '"ref":"[A-Z]*-[0-9]*-p' |
    sed 's/.*"id":"\([0-9a-f]*\)".*/\1/' >"$dir/ids"
at CITY list evidence --json | sed 's/.*"fingerprint":"\([0-9a-f]*\)".*/\1/' >"$dir/prints"
[ "$(wc -l <"$dir/ids")" -ge 80 ] && [ "$(wc -l <"$dir/prints")" -ge 1 ]
check $? there_are_records_of_every_sort
missing=$(cat "$dir/ids" "$dir/prints" | while read -r id; do grep -qF "$id" "$page" || echo "    $id"; done)
printf '%s' "$missing" >"$dir/talk"
[ -z "$missing" ]
check $? every_record_that_partners_read_stands_in_it "$dir/talk"
at CITY check "$health" --open --yes >"$dir/talk" 2>&1 && at CITY report --html "$dir/opened.html" >>"$dir/talk" 2>&1 &&
    python3 "$here/support/check_page.py" --has "answers to health checks" --hides "heard too late" "$dir/opened.html" >>"$dir/talk" 2>&1
check $? an_opened_answer_is_counted_and_not_told "$dir/talk"
at CITY report --html "$page" >"$dir/talk" 2>&1

# The same page from the same records; the period alone differs.
at CITY report --html "$dir/again.html" >/dev/null 2>"$dir/talk" && cmp "$page" "$dir/again.html" >>"$dir/talk"
check $? the_same_records_give_the_same_page "$dir/talk"
at CITY report --html "$dir/quarter.html" --period 2025-q1 >/dev/null 2>"$dir/talk" && python3 "$here/support/check_page.py" "$dir/quarter.html" >>"$dir/talk" &&
    grep -qF 'promises offered</th><td class="n">6<' "$dir/quarter.html"
check $? a_period_counts_what_was_done_in_it "$dir/talk"
at CITY report --html - 2>"$dir/talk" | cmp - "$page" >>"$dir/talk"
check $? standard_output_gets_the_same_page "$dir/talk"

# The table says the same.
at CITY report --html "$dir/beside.html" --csv "$dir/report.csv" >"$dir/talk" 2>&1 && cmp "$page" "$dir/beside.html" >>"$dir/talk" &&
    python3 - "$dir/report.csv" "$dir/list" "$dir/line" >>"$dir/talk" 2>&1 <<'END'
import collections, csv, json, sys
table = list(csv.DictReader(open(sys.argv[1], newline="", encoding="utf-8")))
listed = {r["ref"]: r for r in map(json.loads, open(sys.argv[2]))}
said = json.loads(open(sys.argv[3]).read())
assert [r["ref"] for r in table] == list(listed), "other promises, or in another order"
for r in table:
    j = listed[r["ref"]]
    assert (r["title"], r["state"], r["due"], r["id"], r["promisees"].split(",")) == (j["title"], j["state"], j["due"] or "", j["id"], j["promisees"]), r
    assert (r["agreed"] == "") == (j["agreement"] != "agreed"), r
    assert (r["ended"] == "") == (r["counts-as"] == "open"), r
counted = collections.Counter(r["counts-as"] for r in table)
assert [counted[k] for k in ("kept", "not kept", "open", "neither", "contested")] == [said[k] for k in ("kept", "not_kept", "open", "neither", "contested")], counted
END
check $? its_table_says_the_same "$dir/talk"

# Files.
echo "minutes of the board" >"$dir/minutes.html"
at CITY report --html "$dir/minutes.html" >"$dir/talk" 2>&1
[ $? = 1 ] && [ "$(cat "$dir/minutes.html")" = "minutes of the board" ]
check $? a_file_of_somebody_else_stays "$dir/talk"
at CITY report --html "$page" --partner RIVR >"$dir/talk" 2>&1 && python3 "$here/support/check_page.py" --has "picked by: --partner RIVR" "$page" >"$dir/talk"
check $? a_report_of_some_says_so_and_replaces_one_of_ours "$dir/talk"
mkdir "$dir/here" && at CITY report --html "$dir/none/r.html" >"$dir/talk" 2>&1
[ $? = 1 ] && ! ls "$dir"/*.tmp-* >/dev/null 2>&1
check $? what_fails_leaves_nothing "$dir/talk"
at CITY report --html /dev/full >"$dir/talk" 2>&1
[ $? = 1 ]
check $? a_device_is_not_replaced "$dir/talk"
