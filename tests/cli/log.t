The history, what is new in it, and what was said somewhere.

  $ "$BUILD/tests/tool_scene" scene >/dev/null 2>&1
  $ cd scene
  $ export ACCORD_NOW=2026-06-30T12:00:00Z

  $ accord -N CITY log -n 6
  Sun 28 Jun 12:00  CITY 1  disputed     RIVR-1-4  not delivered - 41 days without a reply
  Sun 28 Jun 12:00  SASI 1  delivered    SASI-1-3  slot 1 - read
  Mon 29 Jun 12:00  SASI 1  reflected    SASI-1-4  We were invited last, asked to clap.
  Mon 29 Jun 12:00  SASI 1  added to it  SASI-1-4  They called the next day.
  today 12:00       CITY 1  reported     CITY-1-1  second reading planned
  today 12:00       CITY 1  proposed     CITY-1-6  Something new
  times: by the clock of who wrote it
  $ accord -N CITY log RIVR-1-1
  Fri 27 Mar 13:00  RIVR 1  proposed           RIVR-1-1  600 000 PLN for courtyard drains
  Wed 1 Apr 12:00   CITY 1  signed             RIVR-1-1
  Sat 27 Jun 12:00  CITY 1  proposed a change  RIVR-1-1  timing - council vote moved
  Sat 27 Jun 13:00  RIVR 1  proposed a change  RIVR-1-1  funding - cash flow
  times: by the clock of who wrote it
  $ accord -N SASI log CITY-1-5
  Wed 10 Jun 12:00  CITY 1  proposed   CITY-1-5  A common archive
  Sat 27 Jun 12:00  SASI 1  signed     CITY-1-5
  Sat 27 Jun 12:00  CITY 1  took back  CITY-1-5  staffing
  times: by the clock of who wrote it

What came since the user last looked: other people's, once.

  $ accord -N CITY log --new | tail -n 3
  Mon 29 Jun 12:00  SASI 1  reflected                   SASI-1-4  We were invited last, asked to clap.
  Mon 29 Jun 12:00  SASI 1  added to it                 SASI-1-4  They called the next day.
  times: by the clock of who wrote it
  $ accord -N CITY log --new
  Nothing new since you last looked.
  $ accord -N CITY log --new RIVR-1-1
  accord: --new shows everything that came since you last looked: no REF and no --limit beside it
  [2]

One change a line, for programs.

  $ accord -N CITY log --json | wc -l
  71
  $ accord -N CITY audit --json=changes
  {"schema":"accord.audit/1","changes":71}
  $ accord -N CITY log --json -n 1
  {"schema":"accord.change/1","id":"07fe4d2cf682e5a76bf0d3f91873a9996574ed89bc2a2cb9816f76ef5214386c","org":"CITY","device":"1","seq":33,"depth":39,"kind":"propose","record":"07fe4d2cf682e5a76bf0d3f91873a9996574ed89bc2a2cb9816f76ef5214386c","ref":"CITY-1-6","written_ms":1782820800000,"received_ms":1782820800000,"counted":true,"contested":false,"partnership":"AIR"}
  $ accord -N CITY log CITY-1-5 --json=kind,counted,why_not
  {"schema":"accord.change/1","kind":"propose","counted":true}
  {"schema":"accord.change/1","kind":"retract","counted":true}
  {"schema":"accord.change/1","kind":"sign","counted":true}

  $ accord -N CITY search drains
  SASI-1-4 · reflection · SASI reflected · Mon 29 Jun 12:00
      … clap. It was about the [drains], too.
  RIVR-1-1 · commitment · RIVR proposed a change · Sat 27 Jun 13:00
      600 000 PLN for courtyard [drains]
  RIVR-1-1 · commitment · CITY proposed a change · Sat 27 Jun 12:00
      600 000 PLN for courtyard [drains]
  RIVR-1-1 · commitment · RIVR proposed · Fri 27 Mar 13:00
      600 000 PLN for courtyard [drains]
  4 found
  $ accord -N CITY search RENT council
  CITY-1-1 · commitment · CITY proposed · Fri 27 Mar 12:00
      Bring a draft rule on ground-floor [rents] before the [council]. With a hea…
  1 found
  $ accord -N CITY search "invited last"
  SASI-1-4 · reflection · SASI reflected · Mon 29 Jun 12:00
      We were [invited last], asked to clap. It was about the drains, too.
  1 found
  $ accord -N CITY search "last invited"
  Nothing found. Words are looked for by how they begin, in all that was written.
  $ accord -N CITY search courtyard
  CITY-1-p2 · reflection · CITY reflected · Mon 29 Jun 12:00 · private
      Three departments, no one owned the [courtyard].
  RIVR-1-1 · commitment · RIVR proposed a change · Sat 27 Jun 13:00
      600 000 PLN for [courtyard] drains
  RIVR-1-1 · commitment · CITY proposed a change · Sat 27 Jun 12:00
      600 000 PLN for [courtyard] drains
  RIVR-1-1 · commitment · RIVR proposed · Fri 27 Mar 13:00
      600 000 PLN for [courtyard] drains
  4 found
  $ accord -N SASI search courtyard -n 1
  RIVR-1-1 · commitment · RIVR proposed a change · Sat 27 Jun 13:00
      600 000 PLN for [courtyard] drains
  1 shown, newest first, and there are more: accord search -n 4 ...
  $ accord -N CITY search zażółć --json
  {"schema":"accord.found/1","ref":"CITY-1-1","id":"2ec1d3ddc7676295e5e479be3a5e6bfceacf2d24c58a3be8568869b588d064e9","org":"CITY","kind":"progress","written_ms":1781092800000,"text":"First reading done. Zażółć.","private":false,"partnership":"AIR","type":"commitment","hits":["Zażółć"],"withheld":false,"counted":true,"why_not":null}
  $ accord -N CITY search '" OR "'
  Nothing found. Words are looked for by how they begin, in all that was written.
  $ accord -N CITY search ' '
  accord: there is nothing to search for
    try: accord search drains
  [2]
