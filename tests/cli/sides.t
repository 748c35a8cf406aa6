What two partners wrote without knowing of each other stands side by side on every page, until a later change settles it.

  $ . $TESTS/cli/offices.sh
  $ two_offices
  $ CITY review tracking --date 2026-06-01 >/dev/null; CITY partnership edit --vision "Lived in" >/dev/null; carry CITY SASI
  $ CITY partnership edit --why "No office owns the yard" >/dev/null; SASI partnership edit --why "Nobody asked us before" >/dev/null
  $ CITY review CITY-1-1 --findings "Two late" >/dev/null; SASI review CITY-1-1 --findings "Three late" >/dev/null
  $ carry CITY SASI; carry SASI CITY

The review, its pack, the case study, the page for a board: none of them chooses.

  $ CITY review CITY-1-1 | sed -n 3,5p | sort
       CITY, today 12:00: Two late
       SASI, today 12:00, by its clock: Three late
    findings: clash, written without knowing of each other. To settle it: accord review CITY-1-1 --findings TEXT
  $ CITY review --pack | grep -c "Two late\|Three late"
  2
  $ SASI case | sed -n '/^DRIVERS/,/Lived in/p' | sort
       CITY, today 12:00, by its clock: No office owns the yard
       SASI, today 12:00: Nobody asked us before
      Lived in
    vision:
    why this partnership: clash, written without knowing of each other. To settle it: accord partnership edit
  DRIVERS
  $ CITY report --html side.html >/dev/null; grep -o "No office owns the yard\|Nobody asked us before\|Two texts stand side by side[^<]*" side.html | sort -u
  No office owns the yard
  Nobody asked us before
  Two texts stand side by side; the partners have not settled it yet.
  $ SASI partnership edit --why "None of us can renew it alone" >/dev/null; SASI review CITY-1-1 --findings "Three late, one excused" >/dev/null
  $ SASI case | sed -n '/^DRIVERS/,/Lived in/p'
  DRIVERS
    why this partnership:
      None of us can renew it alone
    vision:
      Lived in
  $ SASI review CITY-1-1 | sed -n 3,4p
      findings:
        Three late, one excused
  $ SASI report --html side.html >/dev/null; grep -c "stand side by side" side.html
  0
  [1]
