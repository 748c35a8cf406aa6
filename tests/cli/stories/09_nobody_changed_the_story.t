"Show me that nobody changed the story." One command, on a machine without the notebook; a changed byte is found and named;
changes with their reasons; claimed beside received; an exit code for scripts; looking alters nothing.

  $ . $TESTS/cli/offices.sh
  $ two_offices 2>/dev/null
  $ CITY promise "Land map" --to SASI --due 2026-05-30 --check x >/dev/null 2>&1; carry CITY SASI
  $ SASI sign CITY-1-1 --terms $(terms SASI CITY-1-1) >/dev/null 2>&1; carry SASI CITY
  $ CITY amend CITY-1-1 --due 2026-08-30 --reason staffing --why "two surveyors left" >/dev/null 2>&1; carry CITY SASI
  $ SASI sign CITY-1-1 --terms $(terms SASI CITY-1-1) >/dev/null 2>&1; carry SASI CITY
  $ CITY archive --to for-the-auditor >/dev/null
  $ accord -N nowhere audit for-the-auditor/KRK.accord | grep -v Fingerprint
  KRK · Riverside block
  CITY 7  SASI 4  all signatures good, no gaps, no forks
  ✓ 11 records: none changed, removed or inserted.
    Not proved: that clocks were right, or that nobody holds records back.
  $ sum=$(sha256sum CITY/notebook.db); CITY audit >/dev/null; test "$sum" = "$(sha256sum CITY/notebook.db)" && echo looking altered nothing
  looking altered nothing
  $ CITY log --plain | grep -i 'staffing' | cut -f10-
  staffing - two surveyors left
  $ CITY log --json=kind,org,written_ms,received_ms | grep '"amend"' | sed 's/[0-9]\{13\}/MS/g'
  {"schema":"accord.change/1","org":"CITY","kind":"amend","written_ms":MS,"received_ms":MS}

One byte of a signed text is turned on the disk.

  $ cp -r CITY BENT; n=$(sqlite3 BENT/notebook.db "SELECT max(n) FROM change WHERE kind = 16385")
  $ sqlite3 BENT/notebook.db "UPDATE change SET words = CAST(substr(words, 1, length(words) - 1) || x'7e' AS BLOB) WHERE n = $n"
  $ ACCORD_STATE=CITY.state accord -N BENT audit 2>&1 | grep ✗ | head -n 1
  ✗ CITY laptop 1, record 5: the words do not match the signed text. What came before it is good: 6 records.
  [6]
  $ ACCORD_STATE=CITY.state accord -N BENT audit >/dev/null 2>&1
  [6]
