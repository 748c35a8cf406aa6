Tables from spreadsheets: a template, a dry run that says row, column and reason, all or nothing, and the way back.

  $ . $TESTS/cli/offices.sh
  $ two_offices
  $ CITY partner verify SASI --yes --no-input >/dev/null
  $ printf 'title,promisees,due,level,principles,amounts,check\r\n"Land map, whole block",SASI,2025-03-31,1,"transparency, equity",,"it is on the ""portal""\r\nand in the library"\r\nDrains,all,30 sep 2025,,,600000 PLN,\r\n' > last.csv
  $ CITY import last.csv --dry-run
  2 rows can be imported as commitments. Nothing was written.
  $ CITY list
  No commitments yet: accord promise "TITLE" --to CODE --due DATE
  $ CITY import last.csv --no-input
  ✓ 2 rows imported as commitments, marked "imported, not contemporaneous": CITY-1-1 … CITY-1-2
    You have signed them by writing them; they wait for the others to sign.
    Saved here, not sent yet: accord sync

Every screen says where they come from, that of a partner who is asked to sign too.

  $ carry CITY SASI
  $ SASI list
            state     from - to    due         title
  CITY-1-1  proposed  CITY - SASI  2025-03-31  [imported, not contemporaneous] Land map, whole block
  CITY-1-2  proposed  CITY - SASI  2025-09-30  [imported, not contemporaneous] Drains
  $ SASI board | grep sign
    CITY-1-1  sign  by CITY since today  accord sign CITY-1-1  [imported, not contemporaneous] Land map, whole block
    CITY-1-2  sign  by CITY since today  accord sign CITY-1-2  [imported, not contemporaneous] Drains
  $ SASI show CITY-1-1 | head -n 14 | hide
  CITY-1-1  proposed
  imported, not contemporaneous
  
  THE OFFER (nothing is in force), terms CODE
    CITY promises SASI: Land map, whole block
    due Mon 31 Mar 2025 | level 1, practical solutions | principles equity,
    transparency
    done when:
      it is on the "portal"
      and in the library
    imported, not contemporaneous
  
  SIGNED
    written and signed by CITY, today 12:00, by its clock
  $ SASI list --json=ref,flags
  {"schema":"accord.commitment/1","ref":"CITY-1-1","flags":["imported"]}
  {"schema":"accord.commitment/1","ref":"CITY-1-2","flags":["imported"]}
  $ SASI sign CITY-1-1 --terms $(terms SASI CITY-1-1) >/dev/null 2>&1; SASI list --state agreed --json=ref,flags
  {"schema":"accord.commitment/1","ref":"CITY-1-1","flags":["imported"]}
  $ SASI report --html r.html >/dev/null; grep -c 'Drains.*not contemporaneous' r.html
  2
  $ carry SASI CITY; CITY amend CITY-1-1 --due 2026-12-15 --reason timing --why "later" >/dev/null 2>&1
  $ CITY show CITY-1-1 | grep -c "imported, not contemporaneous"
  2

Whatever stands in a record comes out again: RFC 4180; for a spreadsheet with a mark and guards.

  $ CITY list --csv --state proposed | head -n 1
  ref,state,promisor,promisees,due,level,clock,agreement,delivery,verdict,clash,contested,flags,terms,partnership,title,action,target,unit,baseline,amounts,check,conditions,depends,problem,how,start,expires,need,principles,contribution,driver,origin,language,slots,id\r (esc)
  $ CITY list --csv | grep -c $'\r$'
  3
  $ CITY promise "=1+1 drains" --to SASI --due 2026-09-30 --check "-10 %" >/dev/null 2>&1
  $ CITY list --csv --from 2026-09-30 --until 2026-09-30 | tail -n 1 | cut -d, -f1,16,22
  CITY-1-3,=1+1 drains,-10 %
  $ CITY list --csv --excel --from 2026-09-30 --until 2026-09-30 | tail -n 1 | cut -d, -f1,16,22
  CITY-1-3,'=1+1 drains,'-10 %
  $ CITY list --csv --excel | head -c 3 | od -An -tx1
   ef bb bf
  $ CITY list --csv --separator semicolon > semi.csv; head -n 1 semi.csv | cut -c 1-30; CITY import semi.csv
  ref;state;promisor;promisees;d
  There is nothing new in semi.csv. Nothing was written.
    3 rows are here already and were passed over.
  $ CITY list --separator tab
  accord: --separator goes with --csv
  [2]
  $ CITY list --excel
  accord: --excel goes with --csv
  [2]

The same table again changes nothing; one that says otherwise is refused.

  $ CITY list --csv > all.csv; CITY list --csv --excel > excel.csv
  $ CITY import all.csv
  There is nothing new in all.csv. Nothing was written.
    3 rows are here already and were passed over.
  $ CITY import excel.csv --dry-run
    Hint: cells begin with an apostrophe before = + - @. Where accord wrote the table with --excel, import it with --excel
  row 4, title: the record with this reference is here already and says otherwise. A table does not change records: change it by its command, or leave ref and id empty to import the row as a new record
  accord: excel.csv: 1 of 3 rows cannot be taken. Nothing was imported: put these right and import it again
    try: accord import --template commitment
  [1]
  $ CITY import excel.csv --excel
  There is nothing new in excel.csv. Nothing was written.
    3 rows are here already and were passed over.
  $ sed 's/10 %/20 %/' all.csv > changed.csv; CITY import changed.csv
  row 4, check: the record with this reference is here already and says otherwise. A table does not change records: change it by its command, or leave ref and id empty to import the row as a new record
  accord: changed.csv: 1 of 3 rows cannot be taken. Nothing was imported: put these right and import it again
    try: accord import --template commitment
  [1]
  $ cat all.csv <(tail -n 1 all.csv) > twice.csv; CITY import twice.csv
  row 5, id: the same record stands in a row above
  accord: twice.csv: 1 of 4 rows cannot be taken. Nothing was imported: put these right and import it again
    try: accord import --template commitment
  [1]

Rows that no reference tells apart are not taken twice by mistake.

  $ CITY import last.csv --no-input
  accord: last.csv: the same rows were imported before, as CITY-1-1 - CITY-1-2. To have them twice: --again
  [1]
  $ CITY import last.csv --again --dry-run
  2 rows can be imported as commitments. Nothing was written.

Into a new notebook and out again: the same cells.

  $ mkdir new && cd new && . $TESTS/cli/offices.sh && two_offices && cd ..
  $ own() { python3 -c 'import csv,sys
  > keep = "promisor promisees due level title action target unit baseline amounts check conditions depends problem how start expires need principles contribution driver origin language slots".split()
  > for r in csv.DictReader(open(sys.argv[1], newline="")): print([r[k] for k in keep])' $1; }
  $ CITY promise "Reports" --to SASI --due 2026-09-30 --every quarter --until 2027-03-31 --level 2 --principle equity --principle transparency --contribution data --driver innovate --origin review --unit reports --target 3 --baseline 0 --amounts "2 x 300000 PLN" --check "they are read" --problem "nobody knows" --how "it helps" --conditions "dry weather" --depends-on "the fund" --language en --start 2026-07-01 --expires 2026-12-31 --need 1 -m "Each quarter
  > one page" >/dev/null 2>&1
  $ CITY list --csv > out.csv
  $ (cd new && CITY import ../out.csv --no-input >/dev/null 2>&1 && CITY list --csv > ../back.csv)
  $ own out.csv > a; own back.csv > b; cmp a b && wc -l < b
  4

Nothing is taken where one cell is wrong, and each is named.

  $ cat > bad.csv <<'END'
  > title,promisees,due,start,level,principles,contribution,amounts,need,language
  > One,SASI,2026-02-30,,,,,,,
  > Two,SASI,03/04/2026,tomorrow,4,equity fun,gold,1200,2,english
  > Three,RIVR,2026-09-30,,,,,12345678901234567 PLN,,
  > ,,,,,,,,,
  > Four,CITY,2026-09-30,,,,,,,
  > "",SASI,,,,,,,,
  > Five,SASI,2026-09-30,,,,,,,,,beyond
  > Six,SASI
  > END
  $ CITY import bad.csv; CITY list --json=ref | wc -l
  row 2, due: "2026-02-30" is no day of the calendar: that month ends on 2026-02-28
  row 3, due: 03/04/2026 can be 3 April or 4 March. Write 2026-04-03 or 2026-03-04
  row 3, level: a whole number from 1 to 3 is expected
  row 3, amounts: "1200" names no currency: write its three letters, as 600000 PLN
  row 3, start: "tomorrow" is no day that stays the same: write it with its year, as 2026-09-30
  row 3, principles: "fun" is no code that it takes. It takes equity, transparency, mutual-benefit
  row 3, contribution: "gold" is no code that it takes. It takes skills, knowledge, credibility, experience, reputation, authority, diversity, cash, people, premises-equipment, data, access-networks, other
  row 4, amounts: "12345678901234567 PLN" is beyond what an amount can be: 15 digits are the most
  row 6, promisees: nobody promises to himself: leave CITY out of --to
  row 7, due: it is empty, and is needed
  row 7, title: it is empty, and is needed
  row 8, column 12: the first row has no name for this column
  row 9, due: the row ends here, and the header goes on: it has 2 cells instead of 10
  accord: bad.csv: 7 of 7 rows cannot be taken. Nothing was imported: put these right and import it again
    try: accord import --template commitment
  4
  $ CITY import bad.csv --dry-run --json 2>&1 | tail -n 3
  {"schema":"accord.cell/1","row":9,"column":"due","why":"the row ends here, and the header goes on: it has 2 cells instead of 10"}
  {"schema":"accord.table/1","file":"bad.csv","kind":"commitment","rows":7,"new":0,"known":0,"refused":7,"dry_run":true,"first":null,"last":null}
  {"error":"file_refused","code":1,"hint":"accord import --template commitment","message":"bad.csv: 7 of 7 rows cannot be taken. Nothing was imported: put these right and import it again"}
  [1]

The first row decides.

  $ printf 'title,promisees,due,titel,owner\n' > h.csv; CITY import h.csv
  accord: h.csv: the first row names columns that a table of commitments does not have: titel, owner. It has: promisor, promisees, due, level, title, action, target, unit, baseline, amounts, check, conditions, depends, problem, how, start, expires, need, principles, contribution, driver, origin, language, slots
    try: accord import --template commitment
  [1]
  $ printf 'title,level\n' > h.csv; CITY import h.csv
  There is nothing new in h.csv. Nothing was written.
  $ printf 'title\nx\n' > h.csv; CITY import h.csv; CITY import h.csv --as benefit --dry-run
  accord: h.csv: these columns fit several kinds of record: benefit, outcome, check. Say which with --as KIND
  1 row can be imported as benefits. Nothing was written.
  $ printf 'Title;Promisees;DUE ;title\n' > h.csv; CITY import h.csv
  accord: h.csv: the first row names the column title twice
  [1]
  $ printf '' > h.csv; CITY import h.csv
  accord: h.csv: it is empty: the first row names the columns
  [1]
  $ printf '\n;;\n' > h.csv; CITY import h.csv
  accord: h.csv: it names no column that accord knows
    try: accord import --template commitment
  [1]
  $ printf 'x;y\n1;2\n' > h.csv; CITY import h.csv; cp h.csv h.bin; CITY import h.bin
  accord: h.csv: it names no column that accord knows
    try: accord import --template commitment
  accord: h.bin is no file of accord's
  [1]
  $ CITY import h.csv --as answer
  accord: h.csv: "answer" cannot be imported. These can: commitment, note, why, contribution, benefit, clause, meaning, milestone, evidence, outcome, confirmation, review, sheet, check, decision, risk, question, reply
  [2]

Encodings and separators.

  $ printf 'title;promisees;due\r\nR\351sum\351;SASI;2026-09-30\r\n' > w.csv; CITY import w.csv
  accord: w.csv: row 2, column 1 is not UTF-8: the file was saved in an older Windows encoding, and its letters cannot be told for sure. In the spreadsheet choose "Save as" and "CSV UTF-8". Nothing was taken
  [1]
  $ printf 'sep=;\r\ntitle;promisees;due\r\nA, b;SASI;2026-09-30\r\n' > s.csv; CITY import s.csv --dry-run
  1 row can be imported as commitments. Nothing was written.
  $ printf 'title\tpromisees\tdue\nZa\305\274\303\263\305\202\304\207\tSASI\t2026-09-30\n' | iconv -t UTF-16 > u.txt; CITY import u.txt --dry-run
  1 row can be imported as commitments. Nothing was written.
  $ printf 'title,promisees,due\nx,SASI,2026-09-30\n"open,SASI,2026-09-30\n' > q.csv; CITY import q.csv --dry-run
  accord: q.csv: row 3, column 1: a quote opens in line 3 and never closes
  [1]
  $ printf 'title,promisees,due\nx\000,SASI,2026-09-30\n' > z.csv; CITY import z.csv --dry-run
  accord: z.csv: row 2 holds a zero byte: this is no table of text. In the spreadsheet choose "Save as" and "CSV UTF-8". Nothing was taken
  [1]

Ten thousand rows, one of them wrong: it is named. What partners would not take in one day is refused.

  $ many() { python3 -c 'import sys
  > print("title,promisees,due")
  > for i in range(int(sys.argv[1])): print(f"Step {i},SASI,2027-02-{28 + (i == 7000)}")' $1; }
  $ many 10000 > many.csv; CITY import many.csv --dry-run
  row 7002, due: "2027-02-29" is no day of the calendar: that month ends on 2027-02-28
  accord: many.csv: 1 of 10000 rows cannot be taken. Nothing was imported: put these right and import it again
    try: accord import --template commitment
  [1]
  $ many 7000 > many.csv; CITY import many.csv --dry-run
  7000 rows can be imported as commitments. Nothing was written.
  $ many 5000 | sed 's/,SASI/,all/' > many.csv; (cd new && CITY import ../many.csv --no-input && CITY list --json=ref | wc -l && CITY audit --json=ok,problems | head -n 1)
    unverified: you have not compared the number with SASI yet: accord partner verify SASI
  ✓ 5000 rows imported as commitments, marked "imported, not contemporaneous": CITY-1-5 … CITY-1-5004
    You have signed them by writing them; they wait for the others to sign.
    Saved here, not sent yet: accord sync
  5004
  {"schema":"accord.audit/1","ok":true,"problems":[]}
  $ yes Same,SASI,2027-01-01 | head -n 20001 | sed '1ititle,promisees,due' > many.csv; CITY import many.csv --dry-run
  accord: many.csv holds 20001 records for partners, and their programs take 20000 a day from one laptop: import it in parts, on several days
  [1]
  $ sed -i '$d' many.csv; CITY import many.csv --dry-run
  20000 rows can be imported as commitments. Nothing was written.

  $ python3 -c 'print("title,promisees,due,action,how\nOne,SASI,2027-01-01,,\nTwo,SASI,2027-01-01," + "ż" * 16000 + "," + "ż" * 16000)' > long.csv; CITY import long.csv --dry-run
  2 rows can be imported as commitments. Nothing was written.
  $ python3 -c 'print("title,promisees,due,action,how\nOne,SASI,2027-01-01,,\nTwo,SASI,2027-01-01," + "ż" * 16000 + "," + "ż" * 17000)' > long.csv; CITY import long.csv --dry-run
  row 3, how: how has 17000 characters; 16000 is the most. A longer text is a file: accord deliver --evidence
  accord: long.csv: 1 of 2 rows cannot be taken. Nothing was imported: put these right and import it again
    try: accord import --template commitment
  [1]
  $ python3 -c 'print("title,promisees,due,action,how,check\nOne,SASI,2027-01-01,,,\nTwo,SASI,2027-01-01," + ",".join(["ż" * 16000] * 3))' > long.csv; CITY import long.csv --dry-run
  row 3, commitment: its texts together are longer than one record can hold (64 KiB): say less, or put the rest into a reflection about it
  accord: long.csv: 1 of 2 rows cannot be taken. Nothing was imported: put these right and import it again
    try: accord import --template commitment
  [1]

Reflections stay private unless the row says partners.

  $ cat > notes.csv <<'END'
  > date,kind,visibility,about,title,text,principles
  > 2025-06-15,aar,,CITY-1-1,First evening,"Nine came.
  > We moved to Saturday.",
  > 2025-07-01,,partners,CITY-1-1,,They listened.,equity
  > END
  $ CITY import notes.csv --no-input
  ✓ 2 rows imported as notes, marked "imported, not contemporaneous": CITY-1-p2 … CITY-1-5
    Saved here, not sent yet: accord sync
  $ CITY list notes
             kind                 date        who sees it  about         text
  CITY-1-p2  after-action review  2025-06-15  private      KRK:CITY-1-1  [imported, not contemporaneous] First evening
  CITY-1-5   journal              2025-07-01  partners     CITY-1-1      [imported, not contemporaneous] They listened.
  $ CITY show CITY-1-p2 | head -n 5
  CITY-1-p2  after-action review by CITY, private: it stays with you
    of Sun 15 Jun 2025, written today 12:00
    about KRK:CITY-1-1
    imported, not contemporaneous
  
  $ CITY list notes --json=ref,imported
  {"schema":"accord.note/1","ref":"CITY-1-p2","imported":true}
  {"schema":"accord.note/1","ref":"CITY-1-5","imported":true}
  $ CITY list notes --csv | tr -d '\r' | hide
  ref,kind,date,visibility,org,about,addenda,partnership,title,text,level,principles,language,prompts,source,id
  CITY-1-p2,aar,2025-06-15,own,CITY,KRK:CITY-1-1,0,,First evening,"Nine came.
  We moved to Saturday.",,,,,imported,ID
  CITY-1-5,journal,2025-07-01,partners,CITY,CITY-1-1,0,KRK,,They listened.,,equity,,,imported,ID
  $ CITY list notes --csv > n.csv; CITY import n.csv
  There is nothing new in n.csv. Nothing was written.
    2 rows are here already and were passed over.
  $ printf 'text,about,visibility,kind\nx,CITY-1-p2,partners,aar\ny,CITY-9-9,own,diary\nz,,all,\n' > h.csv; printf 'text,prompts\nx,{"a":1}\n' > p.csv; CITY import p.csv; CITY import h.csv
  row 2, prompts: it is not as accord writes it: {"aar-planned":"What was planned?"}. Leave the cell empty
  accord: p.csv: 1 of 1 rows cannot be taken. Nothing was imported: put these right and import it again
    try: accord import --template note
  row 2, about: CITY-1-p2 lies elsewhere: what all partners read cannot be about it, nor what is private be a part of it
  row 3, kind: "diary" is no code that it takes. It takes journal, aar, story, outcome-note, vision, listening, concern, appreciation
  row 4, visibility: "all" is unknown. It is one of: own, partners
  accord: h.csv: 3 of 3 rows cannot be taken. Nothing was imported: put these right and import it again
    try: accord import --template note
  [1]

Records of the practice: every type has a template that imports as it is, and comes out as it went in.

  $ for kind in $(CITY import --template nothing 2>&1 | sed 's/.*There are: //; s/,//g'); do
  >   CITY import --template $kind -q > t.csv && CITY import t.csv --no-input >/dev/null || echo "not $kind"
  > done
  $ CITY import --template question --to - 2>/dev/null | tr -d '\r'
  asked,text,visibility,about,own-answer,due,principles,language
  $ CITY import --template contribution --to c.csv
  ✓ c.csv: the first row of a table of contributions. Fill in rows below it, save it as CSV UTF-8, then: accord import c.csv --dry-run
    title       needed  what is brought
    kind        needed  skills, knowledge, credibility, experience, reputation, authority, diversity, cash, people, premises-equipment, data, access-networks, other | kind
    visibility          own, partners | own: it stays with you; partners: all of them read it; empty: partners
    about               references of what it belongs to
    text                details
    form                cash, in-kind | cash or in kind
    amount              600000.50 | amount
    currency            PLN | currency
    state               offered, confirmed, given | offered, confirmed or given
    from                2026-09-30 | from
    until               2026-09-30 | until
    principles          equity, transparency, mutual-benefit | principles
    language            en, fr, ar, pt-BR | language of the text
  $ CITY import --template contribution --to c.csv
  accord: c.csv is there already: it stays as it is. Name another file
  [1]
  $ printf 'Two rooms,premises-equipment,,,"Ground floor",in-kind,,,given,2025-01-01,,equity,en\r\nA grant,cash,own,,,cash,250000.50,PLN,offered,,,,\r\n' >> c.csv
  $ CITY import c.csv --no-input
  ✓ 2 rows imported as contributions, marked "imported, not contemporaneous": CITY-1-6 … CITY-1-p3
    Saved here, not sent yet: accord sync
  $ CITY list contributions --csv | tr -d '\r' | cut -d, -f1,2,4-19
  ref,org,visibility,about,source,clash,partnership,kind,text,form,amount,currency,state,from,until,principles,language,title
  CITY-1-6,CITY,partners,,imported,no,KRK,premises-equipment,Ground floor,in-kind,,,given,2025-01-01,,equity,en,Two rooms
  CITY-1-p3,CITY,own,,imported,no,,cash,,cash,250000.50,PLN,offered,,,,,A grant
  $ CITY list contributions --csv > cc.csv; CITY import cc.csv
  There is nothing new in cc.csv. Nothing was written.
    2 rows are here already and were passed over.
  $ cells() { tr -d '\r' | hide | sed 's/^[^,]*,//'; }
  $ (cd new && CITY import ../cc.csv --no-input >/dev/null && CITY list contributions --csv) | cells > back; cells < cc.csv | cmp - back
  $ head -n 1 notes.csv > mine.csv; printf '2025-06-15,story,partners,,"A ""title""","  Line one\r\n\r\n= two",mutual-benefit\r\n' >> mine.csv; CITY import mine.csv --no-input >/dev/null
  $ CITY note --shared --template aar -m "$(printf '## planned\nThree evenings.\n\n## happened\nOne.')" >/dev/null
  $ CITY list notes --csv --kind aar | tail -n +3 | tr -d '\r' | hide
  We moved to Saturday.",,,,,imported,ID
  CITY-1-8,aar,2026-06-30,partners,CITY,,0,KRK,,"What was supposed to happen?
  Three evenings.
  
  What did happen?
  One.",,,,"{""aar-happened"":""What did happen?"",""aar-planned"":""What was supposed to happen?""}",,ID
  $ CITY note --add-to CITY-1-p2 -m "It was a Sunday." >/dev/null; CITY list notes --csv > nn.csv; CITY import nn.csv
  There is nothing new in nn.csv. Nothing was written.
    4 rows are here already and were passed over.
  $ sed 's/,[0-9a-f]\{64\}/,/; s/KRK:CITY-1-1//; s/CITY-1-[0-9p]*//' nn.csv > added.csv; CITY import added.csv --dry-run
    Hint: 1 reflection had additions where it comes from; a table holds its first text alone
  4 rows can be imported as notes. Nothing was written.
  $ CITY list notes --csv --kind story > mine.csv; (cd new && CITY import ../mine.csv --no-input >/dev/null && CITY list notes --csv --kind story) | cells > back; cells < mine.csv | cmp - back; cat back
  kind,date,visibility,org,about,addenda,partnership,title,text,level,principles,language,prompts,source,id
  story,2025-06-15,partners,CITY,,0,KRK,"A ""title""","  Line one
  
  ,mutual-benefit,,,imported,ID
  $ printf 'title,kind,amount\nx,cash,1200\ny,cash,12345678901234567\n' > h.csv; CITY import h.csv --as contribution
  row 2, amount: an amount needs its currency: PLN, USD
  row 3, amount: "12345678901234567" is no amount. Write it as 600000 or 600000.50, with at most 15 digits
  accord: h.csv: 2 of 2 rows cannot be taken. Nothing was imported: put these right and import it again
    try: accord import --template contribution
  [1]
  $ printf 'title,kind,amount,currency\nx,cash,-1,PLN\ny,cash,1,XXQ\n' > h.csv; CITY import h.csv --as contribution
  row 2, amount: "-1" is below zero: an amount says how much
  row 3, currency: XXQ is no currency of ISO 4217. Write its three letters, as PLN, EUR, USD or KES
  accord: h.csv: 2 of 2 rows cannot be taken. Nothing was imported: put these right and import it again
    try: accord import --template contribution
  [1]
  $ printf 'title,date\nx,2030-01-01\n' > h.csv; CITY import h.csv --as decision
  row 2, date: 2030-01-01 lies ahead, and this tells of what has happened. Is the year right?
  accord: h.csv: 1 of 1 rows cannot be taken. Nothing was imported: put these right and import it again
    try: accord import --template decision
  [1]
  $ printf 'title,due,about\nDesign done,2026-08-01,CITY-1-1\n' > m.csv; CITY import m.csv --as milestone --no-input
  ✓ 1 row imported as milestones, marked "imported, not contemporaneous": CITY-1-9
    Saved here, not sent yet: accord sync
  $ printf 'title,due,about\nx,2026-08-01,CITY-1-p2\ny,2026-08-01,\n' > m.csv; CITY import m.csv --as milestone --no-input
  row 2, about: CITY-1-p2 is no commitment, and a milestone belongs to one
  row 3, about: it is empty, and is needed
  accord: m.csv: 2 of 2 rows cannot be taken. Nothing was imported: put these right and import it again
    try: accord import --template milestone
  [1]
  $ CITY import --template outcome --json=name,required,takes | sed -n '1p;3p;9,10p'
  {"schema":"accord.column/1","name":"title","required":true,"takes":null}
  {"schema":"accord.column/1","name":"about","required":false,"takes":null}
  {"schema":"accord.column/1","name":"level","required":false,"takes":"1-3"}
  {"schema":"accord.column/1","name":"result","required":false,"takes":"output, outcome, impact"}

One who may only read imports nothing for the others.

  $ office EURF "Fund desk" international-agency
  $ CITY invite --file e.invite --role observer >/dev/null; EURF join e.invite --by-file --yes >/dev/null; CITY import e.invite.reply >/dev/null; carry CITY EURF
  $ EURF import last.csv --dry-run
  accord: your organisation may read KRK, and is no party of promises there
  [7]
  $ EURF import c.csv --no-input
  accord: your organisation may read KRK, and writes nothing there. What you think of it can be kept as a private reflection: accord note
  [7]
