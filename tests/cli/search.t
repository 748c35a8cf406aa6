The whole history is searched, in every script; each hit says who wrote it, when, in what, and marks the place.

  $ . $TESTS/cli/offices.sh
  $ two_offices
  $ at() { ACCORD_NOW=2026-$1T12:00:00Z; export ACCORD_NOW; }
  $ at 02-03; CITY promise "Zażółć gęślą jaźń nad Wisłą" --to SASI --due 2026-09-30 --check "Przegląd" --principle equity --level 2 >/dev/null
    unverified: you have not compared the number with SASI yet: accord partner verify SASI
  $ at 02-10; CITY note --shared --kind concern -m "Les égouts de l'été: le cœur du quartier a été inondé." >/dev/null
  $ at 02-11; CITY note --shared --principle equity -m "Die Straße gehört allen, auch im März." >/dev/null
  $ at 02-12; CITY note --shared -m "Işık ve su: İstanbul'dan öğrendik." >/dev/null
  $ at 02-13; CITY note --shared -m "تُنظَّفُ المدارسُ الكبيرة في الحيّ، والمـــكتبة أيضًا." >/dev/null
  $ at 02-14; CITY note --shared -m "我们需要资金保证,2026年五月以前。" >/dev/null
  $ at 03-01; CITY decide "Two yards first, not four" --date 2026-02-27 --dissent "HERI: all four are listed" >/dev/null
  $ at 03-02; CITY risk "The grant for the yards may come late" --kind risk --owner CITY >/dev/null
  $ at 03-03; CITY note -m "Only for us: the yards will not be ready, says quillwort." >/dev/null
  $ carry CITY SASI
  $ at 03-04; SASI note --shared -m "Bank guarantee for the yards: the bank asks for a second guarantee." >/dev/null
  $ carry SASI CITY
  $ at 06-30

Accents and letters of their own are typed or left out.

  $ CITY search zolc
  Nothing found. Words are looked for by how they begin, in all that was written.
  $ CITY search ZAZOLC jazn wisla
  CITY-1-1 · commitment · CITY proposed · Tue 3 Feb 12:00
      [Zażółć] gęślą [jaźń] nad [Wisłą]
  1 found
  $ CITY search gęślą
  CITY-1-1 · commitment · CITY proposed · Tue 3 Feb 12:00
      Zażółć [gęślą] jaźń nad Wisłą
  1 found
  $ CITY search egouts COEUR
  CITY-1-2 · reflection · CITY reflected · Tue 10 Feb 12:00
      Les [égouts] de l'été: le [cœur] du quartier a été inondé.
  1 found
  $ CITY search été
  CITY-1-2 · reflection · CITY reflected · Tue 10 Feb 12:00
      Les égouts de l'[été]: le cœur du quartier a [été] inondé.
  1 found
  $ CITY search strasse maerz
  Nothing found. Words are looked for by how they begin, in all that was written.
  $ CITY search strasse marz
  CITY-1-3 · reflection · CITY reflected · Wed 11 Feb 12:00
      Die [Straße] gehört allen, auch im [März].
  1 found
  $ CITY search isik istanbul
  CITY-1-4 · reflection · CITY reflected · Thu 12 Feb 12:00
      [Işık] ve su: [İstanbul]'dan öğrendik.
  1 found
  $ CITY search IŞIK
  CITY-1-4 · reflection · CITY reflected · Thu 12 Feb 12:00
      [Işık] ve su: İstanbul'dan öğrendik.
  1 found
  $ CITY search مدارس
  CITY-1-5 · reflection · CITY reflected · Fri 13 Feb 12:00
      تُنظَّفُ [المدارسُ] الكبيرة في الحيّ، والمـــكتبة أيضًا.
  1 found
  $ CITY search المكتبة الحي
  CITY-1-5 · reflection · CITY reflected · Fri 13 Feb 12:00
      تُنظَّفُ المدارسُ الكبيرة في [الحيّ]، [والمـــكتبة] أيضًا.
  1 found
  $ CITY search المدارس
  CITY-1-5 · reflection · CITY reflected · Fri 13 Feb 12:00
      تُنظَّفُ [المدارسُ] الكبيرة في الحيّ، والمـــكتبة أيضًا.
  1 found
  $ CITY search المكتبه ايضا
  CITY-1-5 · reflection · CITY reflected · Fri 13 Feb 12:00
      تُنظَّفُ المدارسُ الكبيرة في الحيّ، [والمـــكتبة] [أيضًا].
  1 found
  $ CITY search 资金
  CITY-1-6 · reflection · CITY reflected · Sat 14 Feb 12:00
      我们需要[资金]保证,2026年五月以前。
  1 found
  $ CITY search 保
  CITY-1-6 · reflection · CITY reflected · Sat 14 Feb 12:00
      我们需要资金[保]证,2026年五月以前。
  1 found
  $ CITY search 金保证
  CITY-1-6 · reflection · CITY reflected · Sat 14 Feb 12:00
      我们需要资[金保证],2026年五月以前。
  1 found
  $ CITY search 金证
  Nothing found. Words are looked for by how they begin, in all that was written.
  $ CITY search 2026年
  CITY-1-6 · reflection · CITY reflected · Sat 14 Feb 12:00
      我们需要资金保证,[2026年]五月以前。
  1 found

All words, in any order; side by side; the very word; not that one.

  $ CITY search late grant
  CITY-1-8 · risk · CITY wrote down a risk · Mon 2 Mar 12:00
      The [grant] for the yards may come [late]
  1 found
  $ CITY search "bank guarantee"
  SASI-1-1 · reflection · SASI reflected · Wed 4 Mar 12:00
      [Bank guarantee] for the yards: the bank asks for a second guarantee.
  1 found
  $ CITY search "are listed"
  CITY-1-7 · decision · CITY wrote down a decision · Sun 1 Mar 12:00
      HERI: all four [are listed]
  1 found
  $ CITY search "listed two"
  Nothing found. Words are looked for by how they begin, in all that was written.
  $ CITY search '"guarant"'
  Nothing found. Words are looked for by how they begin, in all that was written.
  $ CITY search 'guarant*'
  SASI-1-1 · reflection · SASI reflected · Wed 4 Mar 12:00
      Bank [guarantee] for the yards: the bank asks for a second [guarantee].
  1 found
  $ CITY search "yards -listed -grant"
  SASI-1-1 · reflection · SASI reflected · Wed 4 Mar 12:00
      Bank guarantee for the [yards]: the bank asks for a second guarantee.
  CITY-1-p2 · reflection · CITY reflected · Tue 3 Mar 12:00 · private
      Only for us: the [yards] will not be ready, says quillwort.
  2 found
  $ CITY search yards --without "four" --without late
  SASI-1-1 · reflection · SASI reflected · Wed 4 Mar 12:00
      Bank guarantee for the [yards]: the bank asks for a second guarantee.
  CITY-1-p2 · reflection · CITY reflected · Tue 3 Mar 12:00 · private
      Only for us: the [yards] will not be ready, says quillwort.
  2 found
  $ CITY search -- yards -bank -grant -four
  CITY-1-p2 · reflection · CITY reflected · Tue 3 Mar 12:00 · private
      Only for us: the [yards] will not be ready, says quillwort.
  1 found
  $ CITY search city-1-7
  Nothing found. Words are looked for by how they begin, in all that was written.
  city-1-7 is a record: accord show city-1-7

Names of partnerships and organisations are found too, and what is in a record beside its title.

  $ CITY search riverside
  KRK · partnership profile · CITY began the partnership · today 12:00
      [Riverside] block
  1 found
  $ CITY search sasiedzi
  SASI · organisation profile · SASI joined · today 12:00
      [Sąsiedzi]
  1 found
  $ CITY search przeglad
  CITY-1-1 · commitment · CITY proposed · Tue 3 Feb 12:00
      [Przegląd]
  1 found
  $ CITY search dissent
  Nothing found. Words are looked for by how they begin, in all that was written.
  $ CITY search HERI
  CITY-1-7 · decision · CITY wrote down a decision · Sun 1 Mar 12:00
      [HERI]: all four are listed
  1 found

Narrowed, with the words that lists take.

  $ CITY search yards --kind decisions
  CITY-1-7 · decision · CITY wrote down a decision · Sun 1 Mar 12:00
      Two [yards] first, not four
  1 found
  $ CITY search ete --kind concern
  CITY-1-2 · reflection · CITY reflected · Tue 10 Feb 12:00
      Les égouts de l'[été]: le cœur du quartier a [été] inondé.
  1 found
  $ CITY search ete --kind journal
  Nothing found. Words are looked for by how they begin, in all that was written.
  $ CITY search yards --kind note --partner SASI
  SASI-1-1 · reflection · SASI reflected · Wed 4 Mar 12:00
      Bank guarantee for the [yards]: the bank asks for a second guarantee.
  1 found
  $ CITY search yards --partner HERI
  accord: there is no partner "HERI" here. Known: CITY, SASI
  [5]
  $ CITY search yards --from 2026-03-02 --until 2026-03-03
  CITY-1-p2 · reflection · CITY reflected · Tue 3 Mar 12:00 · private
      Only for us: the [yards] will not be ready, says quillwort.
  CITY-1-8 · risk · CITY wrote down a risk · Mon 2 Mar 12:00
      The grant for the [yards] may come late
  2 found
  $ CITY search wisla --partner SASI
  CITY-1-1 · commitment · CITY proposed · Tue 3 Feb 12:00
      Zażółć gęślą jaźń nad [Wisłą]
  1 found
  $ CITY search wisla --level 3
  Nothing found. Words are looked for by how they begin, in all that was written.
  $ CITY search wisla strasse --principle equity
  Nothing found. Words are looked for by how they begin, in all that was written.
  $ CITY search allen --principle equity
  CITY-1-3 · reflection · CITY reflected · Wed 11 Feb 12:00
      Die Straße gehört [allen], auch im März.
  1 found
  $ CITY search allen --principle transparency
  Nothing found. Words are looked for by how they begin, in all that was written.
  $ CITY search yards -n 2
  SASI-1-1 · reflection · SASI reflected · Wed 4 Mar 12:00
      Bank guarantee for the [yards]: the bank asks for a second guarantee.
  CITY-1-p2 · reflection · CITY reflected · Tue 3 Mar 12:00 · private
      Only for us: the [yards] will not be ready, says quillwort.
  2 shown, newest first, and there are more: accord search -n 8 ...
  $ CITY search yards --kind yards
  accord: there is no kind of record "yards". Known: commitment, note, partnership, organisation, why, contribution, benefit, clause, assent, meaning, milestone, evidence, outcome, confirmation, review, sheet, check, answer, decision, risk, question, reply; of reflections: journal, aar, story, outcome-note, vision, listening, concern, appreciation
  [2]

For programs: the same without marks.

  $ CITY search yards --plain -n 1
  SASI-1-1\tSASI\tnote\t1772625600000\tBank guarantee for the yards: the bank asks for a second guarantee.\tnote\tno\tyes\t\tKRK (esc)
  $ CITY search yards --csv --kind risk
  ref,org,kind,written,text,type,private,counted,why_not,partnership\r (esc)
  CITY-1-8,CITY,create,1772452800000,The grant for the yards may come late,risk,no,yes,,KRK\r (esc)
  $ CITY search "second guarantee" --json=ref,type,org,text,hits,private,counted,partnership
  {"schema":"accord.found/1","ref":"SASI-1-1","org":"SASI","text":"Bank guarantee for the yards: the bank asks for a second guarantee.","private":false,"partnership":"KRK","type":"note","hits":["second guarantee"],"counted":true}

What is private is found by its owner alone: it is in no file and on no other laptop, the index too.

  $ CITY search quillwort
  CITY-1-p2 · reflection · CITY reflected · Tue 3 Mar 12:00 · private
      … will not be ready, says [quillwort].
  1 found
  $ SASI search quillwort
  Nothing found. Words are looked for by how they begin, in all that was written.
  $ CITY export --to open.accord --open >/dev/null
  $ CITY export --for SASI --to sealed.accord >/dev/null
  $ cat open.accord sealed.accord SASI/notebook.db SASI.state/* | grep -ac illwort
  0
  [1]
  $ grep -ac "yards first" open.accord SASI/notebook.db
  open.accord:1
  SASI/notebook.db:1
  $ index() { sqlite3 $1/notebook.db "SELECT count(*) > 0 FROM search_data WHERE instr(block, CAST('$2' AS BLOB))"; }
  $ index CITY illwort; index SASI illwort; index SASI jazn
  1
  0
  1

An answer that is held back is found where it was written, and by nobody else before it is opened.

  $ CITY check "Before the October meeting" | tail -n 1
  ✓ CITY-1-9 health check, for all partners of KRK. Saved here, not sent yet: accord sync
  $ CITY check CITY-1-9 --mark heard=red -m "Told by the marmot, too late" >/dev/null
  $ CITY search marmot
  CITY-1-10 · answer to a health check · CITY answered a health check · today 12:00 · not opened for others yet
      Told by the [marmot], too late
  1 found
  $ CITY search marmot --json=withheld
  {"schema":"accord.found/1","withheld":true}
  $ carry CITY SASI
  $ SASI search marmot
  Nothing found. Words are looked for by how they begin, in all that was written.
  $ CITY check CITY-1-9 --open --yes | tail -n 1
  ✓ Your answer to CITY-1-9 is open: the others get it when you next meet. accord sync
  $ carry CITY SASI
  $ SASI search marmot
  CITY-1-10 · answer to a health check · CITY answered a health check · today 12:00
      Told by the [marmot], too late
  1 found

Nothing to search for, and nothing that is an order.

  $ CITY search ""
  accord: there is nothing to search for
    try: accord search drains
  [2]
  $ CITY search '"" - * ()'
  accord: there is nothing to search for
    try: accord search drains
  [2]
  $ CITY search -- -yards
  accord: say what to look for too, not only what to leave out
    try: accord search drains
  [2]
  $ CITY search 'yards" OR "egouts' 'NEAR(a' 'b)' 'words:x' '^y'
  Nothing found. Words are looked for by how they begin, in all that was written.
  $ CITY search "$(printf 'a %.0s' {1..5000})"
  accord: a search takes at most 200 words: leave some out
  [2]
  $ CITY search "$(head -c 65536 /dev/zero | tr '\0' x)" | wc -c
  Nothing found. Words are looked for by how they begin, in all that was written.
  0
  $ CITY search "$(printf '\377')"
  accord: "\xff" is no text in UTF-8
  [2]

On a terminal's colours the marks stay.

  $ CITY search egouts --color=always | sed 's/\x1b\[/ESC[/g'
  ESC[36mCITY-1-2ESC[0m · reflection · CITY reflected · Tue 10 Feb 12:00
      Les ESC[36m[égouts]ESC[0m de l'été: le cœur du quartier a été inondé.
  1 found

A long text is shown where the words are.

  $ CITY note -m "$(printf 'word %.0s' {1..200})needle $(printf 'word %.0s' {1..200})" >/dev/null
  $ CITY search needle
  CITY-1-p3 · reflection · CITY reflected · today 12:00 · private
      … word word word word [needle] word word word word word word word word wo…
  1 found
  $ CITY search needle --json=text
  {"schema":"accord.found/1","text":"... word word word word needle word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word wor ..."}

The log is narrowed by the same words.

  $ CITY log --kind decision
  Sun 1 Mar 12:00  CITY 1  wrote down a decision  CITY-1-7  Two yards first, not four
  $ CITY log --kind note --from 2026-02-11 --until 2026-02-12
  Wed 11 Feb 12:00  CITY 1  reflected  CITY-1-3  Die Straße gehört allen, auch im März.
  Thu 12 Feb 12:00  CITY 1  reflected  CITY-1-4  Işık ve su: İstanbul'dan öğrendik.
  $ CITY log --partner SASI --from 2026-03-01
  today 12:00      SASI 1  joined               Sąsiedzi
  Wed 4 Mar 12:00  SASI 1  reflected  SASI-1-1  Bank guarantee for the yards: the bank asks for a second guarantee.
  times: by the clock of who wrote it
  $ CITY log --principle equity
  Tue 3 Feb 12:00   CITY 1  proposed   CITY-1-1  Zażółć gęślą jaźń nad Wisłą
  Wed 11 Feb 12:00  CITY 1  reflected  CITY-1-3  Die Straße gehört allen, auch im März.
  $ CITY log --level 3
  Nothing fits.
  $ CITY log --kind risks -n 1 --json=ref,kind
  {"schema":"accord.change/1","kind":"create","ref":"CITY-1-8"}
  $ CITY log --new --kind risk
  accord: --new shows everything that came since you last looked: nothing that narrows it beside it
  [2]
  $ CITY log --kind drains 2>&1 | head -c 60
  accord: there is no kind of record "drains". Known: commitme (no-eol)
  [2]

Lists hold a text by the same rules.

  $ CITY list --text zazolc | tail -n 1
  CITY-1-1  proposed  CITY - SASI  2026-09-30  Zażółć gęślą jaźń nad Wisłą
  $ CITY list notes --text 金保 | tail -n 1
  CITY-1-6  journal  2026-02-14  partners            我们需要资金保证,2026年五月以前。
  $ CITY list notes --text مدارس | wc -l
  2
  $ CITY list decisions --text "are listed" | tail -n 1
  CITY-1-7  CITY  2026-02-27  partners     Two yards first, not four
  $ CITY list notes --text "()"
  accord: --text is empty: say what the text shall hold
  [2]

What is set aside, here by hand, is found when it is asked for; that there is some is said.

  $ sqlite3 CITY/notebook.db "UPDATE change SET flags = flags | 2 WHERE n = (SELECT n FROM change WHERE instr(words, CAST('Only for us' AS BLOB)))"
  $ CITY search quillwort
  Nothing found. Words are looked for by how they begin, in all that was written.
  In what is set aside there is 1 more: accord search --all ...
  $ CITY search quillwort --all
  CITY-1-p2 · reflection · CITY reflected · Tue 3 Mar 12:00 · private · set aside
      … will not be ready, says [quillwort].
  1 found
  $ CITY search quillwort --all --json=ref,counted
  {"schema":"accord.found/1","ref":"CITY-1-p2","counted":false}

What was learned in one partnership is found from another; -P looks in one alone, and at nothing private.

  $ CITY partnership start "River basin" --code MIN >/dev/null 2>&1
  $ CITY note -P MIN --shared -m "The marmot was right: tell people in time." >/dev/null
  $ CITY partnership use KRK >/dev/null
  $ CITY search marmot
  MIN:CITY-1-1 · reflection · CITY reflected · today 12:00
      The [marmot] was right: tell people in time.
  CITY-1-10 · answer to a health check · CITY answered a health check · today 12:00
      Told by the [marmot], too late
  2 found
  $ CITY search marmot -P MIN
  MIN:CITY-1-1 · reflection · CITY reflected · today 12:00
      The [marmot] was right: tell people in time.
  1 found
  $ CITY search yards -P MIN
  Nothing found. Words are looked for by how they begin, in all that was written.
  $ CITY search needle -P KRK
  Nothing found. Words are looked for by how they begin, in all that was written.
