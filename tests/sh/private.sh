#!/usr/bin/env bash
# private.sh - the text of a private reflection stands in no file for others, open or sealed.
. "$(dirname "$0")/../support/notebooks.sh"

"$work" make "$dir" 200 >/dev/null || fatal notebooks_are_made
secret="the mayor asked us to wait $$"
shown="the trees stand well $$"
begun="perhaps we should promise it all $$"

at a note -m "$secret" --json >"$dir/line" 2>"$dir/talk" || fatal a_note_is_written
at a note -m "$shown" --json >"$dir/second" 2>>"$dir/talk" || fatal a_note_is_written
at a note --shared --draft -m "$begun" >>"$dir/talk" 2>&1 && at a promise "$begun" --draft --due +2w >>"$dir/talk" 2>&1 || fatal drafts_are_kept
at a share "$(field ref <"$dir/second")" --yes --json >"$dir/third" 2>>"$dir/talk" || fatal a_note_is_shared

bundles() {
    at a export --open --to "$dir/all.accord" && at a export --for BBB --to "$dir/one.accord" && at a export --to "$dir/sealed.accord"
}
bundles >"$dir/talk" 2>&1
check $? bundles_are_written "$dir/talk"

grep -aqF "$shown" "$dir/all.accord"
check $? what_was_shared_is_in_an_open_bundle # so the search would find the other
! grep -aqF -e "$secret" -e "$(field id <"$dir/line")" "$dir/all.accord" "$dir/one.accord" "$dir/sealed.accord" &&
    ! grep -aqF "$shown" "$dir/sealed.accord"
check $? a_private_text_is_in_no_bundle
! grep -aqF "$begun" "$dir/all.accord" "$dir/one.accord" "$dir/sealed.accord"
check $? a_draft_is_in_no_bundle

# Nor in what partners hold afterwards.
partners() {
    serve_start a && at b sync --to "$served_at" AAA && end "$served_pid" TERM && at c import "$dir/all.accord" &&
        grep -aqF "$shown" "$dir/b/notebook.db" && grep -aqF "$shown" "$dir/c/notebook.db"
}
partners >"$dir/talk" 2>&1
check $? partners_meet_by_network_and_file "$dir/talk"
! grep -aqrF "$secret" "$dir/b" "$dir/c" "$dir/b.state" "$dir/c.state"
check $? a_private_text_is_in_no_notebook_of_a_partner
! grep -aqrF "$begun" "$dir/b" "$dir/c" "$dir/b.state" "$dir/c.state"
check $? a_draft_is_in_no_notebook_of_a_partner
at a log --all --json >"$dir/log" 2>&1 && at a audit --json >>"$dir/log" 2>&1 && at a search perhaps >>"$dir/log" 2>&1 &&
    at a list --all --json >>"$dir/log" 2>&1 && at a list notes --json >>"$dir/log" 2>&1 && at a case >>"$dir/log" 2>&1 &&
    at a report --html "$dir/report.html" >>"$dir/log" 2>&1 && cat "$dir/report.html" >>"$dir/log" && ! grep -qF "$begun" "$dir/log"
check $? a_draft_is_no_part_of_what_is_looked_at "$dir/log"
grep -aqF "$begun" "$dir/a/notebook.db" && at a draft drop 1 --yes >"$dir/talk" && at a draft drop 2 --yes >>"$dir/talk" &&
    ! grep -aqrF "$begun" "$dir/a" "$dir/a.state"
check $? a_dropped_draft_leaves_no_byte_behind "$dir/talk"
grep -aqF "$secret" "$dir/a/notebook.db"
check $? it_stays_in_ones_own
