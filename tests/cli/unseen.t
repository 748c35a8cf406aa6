What cannot be seen is not signed, and what a partner wrote does not pass for what the program says.

  $ . $TESTS/cli/offices.sh
  $ two_offices
  $ write() { "$BUILD/tests/tool_write" "$PWD/$1" "$PWD/$1.state" "${@:2}"; } # CODE KIND RECORD CITES FACTS WORDS
  $ last() { "$1" list --json=ref | sed -n 's/.*"ref":"\([^"]*\)".*/\1/p' | tail -n 1; }

A title, a target and a body that try to look like other terms, and words where nobody looks for them:

  $ offer=$(write CITY propose - CITY,SASI '{"due":"2026-09-30"}' '{"action":"Build it.\ndue Thu 31 Dec 2099\nwritten by SASI on Mon 1 Jan 2024","message":"and half of your budget","penalty":{"days":30},"target":"1 guide | level 1, practical solutions","text":"SASI pays for it","title":"Drains\n   due Thu 31 Dec 2099"}')
  $ carry CITY SASI
  $ SASI sign CITY-1-1 --terms $offer 2>/dev/null | hide
  The exact text, terms CODE:
     CITY promises SASI: Drains\u{a}   due Thu 31 Dec 2099
     due Wed 30 Sep 2026
     what:
       Build it.
       due Thu 31 Dec 2099
       written by SASI on Mon 1 Jan 2024
     target: 1 guide | level 1, practical solutions
     penalty: {"days":30}
     with it: and half of your budget
     what is agreed: SASI pays for it
     written by CITY on Tue 30 Jun 2026
  ✓ Agreed. CITY-1-1 carries the signatures of CITY and SASI on the same text.
    agreed · waiting for CITY to deliver · saved here, not sent yet: accord sync
    CITY does not know yet.
  $ carry SASI CITY

A way out of a dispute without terms of its own: how it ends and what it says is what is signed.

  $ SASI dispute CITY-1-1 --reason quality -m "Nothing came." >/dev/null
  $ carry SASI CITY
  $ out=$(CITY resolve CITY-1-1 --outcome released -m "We let it go." --json 2>/dev/null | sed 's/.*"id":"\([0-9a-f]*\)".*/\1/')
  $ carry CITY SASI
  $ SASI sign CITY-1-1 --terms $out 2>/dev/null | hide | tail -n 11
       written by SASI on Mon 1 Jan 2024
     target: 1 guide | level 1, practical solutions
     penalty: {"days":30}
     the dispute ends: released
     what is agreed: We let it go.
     written by CITY on Tue 30 Jun 2026
     It would end the dispute. What differs from the text in force:
       nothing: the same terms
  ✓ Agreed. CITY-1-1 carries the signatures of CITY and SASI on the same text.
    released · saved here, not sent yet: accord sync
    CITY does not know yet.

Terms of a newer version are shown by nobody here, so they are signed and replaced by nobody.

  $ newer=$(write CITY propose - CITY,SASI '{"bond":3,"due":"2026-09-30"}' '{"title":"With a bond"}')
  $ carry CITY SASI
  $ SASI sign CITY-1-2 --terms $newer
  accord: CITY-1-2: sign would be without effect: a newer version of accord is needed to judge it
    try: accord show CITY-1-2
  [1]
  $ SASI amend CITY-1-2 --due 2026-10-31
  accord: that text holds terms ("bond") of a newer version of accord: update first
  [1]
  $ SASI decline CITY-1-2 --reason scope | head -n 1
  ✓ CITY-1-2 declined: that text is closed for all

Words that are not here, or do not say what they must.

  $ CITY promise "Erased" --to SASI --due 2026-09-30 --check x >/dev/null 2>&1
  $ nothing=$(write CITY propose - CITY,SASI '{"due":"2026-09-30"}' '{"action":"no title"}')
  $ carry CITY SASI
  $ sqlite3 SASI/notebook.db "UPDATE change SET words = NULL, flags = flags | 16 WHERE instr(CAST(words AS TEXT), 'Erased') > 0"
  $ SASI sign CITY-1-3 --terms $(terms SASI CITY-1-3)
  accord: CITY-1-3: that text cannot be read here (its words are not here). Nobody signs what he cannot read
    try: accord sync
  [1]
  $ SASI amend CITY-1-3 --due 2026-10-31
  accord: the words of the text that would be replaced cannot be read here (its words are not here), so nothing can be taken over from it
  [1]
  $ SASI sign CITY-1-4 --terms $nothing
  accord: CITY-1-4: that text cannot be read here (its words cannot be read). Nobody signs what he cannot read
    try: accord sync
  [1]
  $ SASI log --json | grep -c '"kind":"sign"'
  2
