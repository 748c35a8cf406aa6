"I was told to put in last year's spreadsheet."

A member of staff of CITY has a table of promises from before accord was used.

  $ . $TESTS/cli/offices.sh
  $ two_offices
  $ CITY partner verify SASI --yes --no-input >/dev/null; SASI partner verify CITY --yes --no-input >/dev/null
  $ CITY import --template commitment --to promises.csv -q
  ✓ promises.csv: the first row of a table of commitments. Fill in rows below it, save it as CSV UTF-8, then: accord import promises.csv --dry-run

The spreadsheet saves it in its own way: semicolons, a mark, dates as people write them.

  $ printf '\357\273\277title;promisees;due;level;amounts;check\r\nLand map;SASI;31.3.2025;1;;it is on the portal\r\nOpen evenings;SASI;31.02.2025;1;;\r\n"Drains; two payments";SASI;2025-09-30;one;600000;paid\r\nArchive;HERI;2025-12-31;;;\r\n' > last_year.csv
  $ CITY import last_year.csv --dry-run
  row 3, due: "31.02.2025" is no day of the calendar: that month ends on 2025-02-28
  row 4, level: "one" is no whole number from 1 to 3
  row 4, amounts: "600000" names no currency: write its three letters, as 600000 PLN
  row 5, promisees: there is no partner "HERI" in KRK. There are: SASI
  accord: last_year.csv: 3 of 4 rows cannot be taken. Nothing was imported: put these right and import it again
    try: accord import --template commitment
  [1]
  $ CITY list
  No commitments yet: accord promise "TITLE" --to CODE --due DATE

Put right in the spreadsheet, row by row as it was told; now all of it comes in, or would not.

  $ sed -e 's/31\.02/28.02/; s/;one;600000;/;1;600000 PLN;/; s/;HERI;/;SASI;/' last_year.csv > right.csv
  $ CITY import right.csv --dry-run
  4 rows can be imported as commitments. Nothing was written.
  $ CITY import right.csv --no-input
  ✓ 4 rows imported as commitments, marked "imported, not contemporaneous": CITY-1-1 … CITY-1-4
    You have signed them by writing them; they wait for the others to sign.
    Saved here, not sent yet: accord sync
  $ CITY list
            state     from - to    due         title
  CITY-1-1  proposed  CITY - SASI  2025-03-31  [imported, not contemporaneous] Land map
  CITY-1-2  proposed  CITY - SASI  2025-02-28  [imported, not contemporaneous] Open evenings
  CITY-1-3  proposed  CITY - SASI  2025-09-30  [imported, not contemporaneous] Drains; two payments
  CITY-1-4  proposed  CITY - SASI  2025-12-31  [imported, not contemporaneous] Archive

The partner sees where it comes from before it signs, and in the report for its board.

  $ carry CITY SASI
  $ SASI show CITY-1-3 | sed -n '1,2p;/THE OFFER/,/not contemporaneous/p' | hide
  CITY-1-3  proposed
  imported, not contemporaneous
  THE OFFER (nothing is in force), terms CODE
    CITY promises SASI: Drains; two payments
    due Tue 30 Sep 2025 | money 600000 PLN | level 1, practical solutions
    done when: paid
    imported, not contemporaneous
  $ SASI sign CITY-1-3 --terms "$(terms SASI CITY-1-3)" >/dev/null; SASI list --state agreed
            state                     from - to    due         title
  CITY-1-3  agreed, overdue 273 days  CITY - SASI  2025-09-30  [imported, not contemporaneous] Drains; two payments
  $ SASI report --html board.html >/dev/null; grep -o 'imported, not contemporaneous' board.html | sort -u
  imported, not contemporaneous

Once more by mistake: nothing is doubled.

  $ CITY import right.csv --no-input
  accord: right.csv: the same rows were imported before, as CITY-1-1 - CITY-1-4. To have them twice: --again
  [1]

What was written comes out as a table and goes into another notebook without a loss; the same table here changes nothing.

  $ carry SASI CITY
  $ CITY list --csv > out.csv; CITY import out.csv
  There is nothing new in out.csv. Nothing was written.
    4 rows are here already and were passed over.
  $ mkdir other; (cd other && . $TESTS/cli/offices.sh && two_offices && CITY import ../out.csv --no-input >/dev/null 2>&1; CITY list --csv > ../back.csv)
  $ taken() { python3 -c 'import csv, sys
  > shown = "ref state clock agreement delivery verdict clash contested flags terms partnership id".split()
  > for row in csv.DictReader(sys.stdin): print({k: v for k, v in row.items() if k not in shown})'; }
  $ taken < out.csv > a; taken < back.csv > b; cmp a b && wc -l < a
  4
