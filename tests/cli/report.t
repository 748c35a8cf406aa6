A partnership on one page, for people who do not use accord.

  $ accord demo KRK --dir krk --no-input >/dev/null 2>&1
  $ cd krk
  $ export ACCORD_NOW=2026-06-30T12:00:00Z

  $ accord -N CITY report --html report.html | sed -E 's/([0-9A-Z]{4}-){6}[0-9A-Z]{4}/PRINT/; s/[0-9]+ kB/N kB/'
  ✓ report.html (one file, no links out, prints on A4): 10 promises, N kB
    Fingerprint PRINT, the same that accord audit prints
  $ accord -N CITY report --html q1.html --period 2025-q1 --json | sed 's/[0-9a-f]\{64\}/HEX/; s/"bytes":[0-9]*/"bytes":N/'
  {"schema":"accord.report/1","file":"q1.html","partnership":"KRK","commitments":10,"kept":3,"not_kept":1,"open":6,"neither":0,"contested":0,"history":"HEX","bytes":N}

What a board reads, without its markup:

  $ words() { sed -E -e 's/<\/?(bdi|time|a|code|span|strong)( [^>]*)?>//g' -e 's/<[^>]*>/ /g' -e 's/&#39;/'"'"'/g' -e 's/[0-9a-f]{64}/HEX/' -e 's/([0-9A-Z]{4}-){6}[0-9A-Z]{4}/PRINT/' -e 's/[A-Z]{4,}-[0-9]+-[0-9]+/REF/g' -e 's/[0-9]{2}:[0-9]{2}/HH:MM/g' -e 's/(from|all but) [0-9]+ (signed )?record/\1 N \2record/' -e 's/ +/ /g' -e 's/ $//' -e '/^ *$/d'; }
  $ section() { sed -n "/<section id=\"$1\"/,/<\/section>/p" "$2" | words; }
  $ sed -n '/<header>/,/<\/header>/p' report.html | words
   Partnership report · KRK Podgórze riverside block
   Period from the beginning
   Made Tue 30 Jun 2026 HH:MM, from the notebook of CITY, by its clock
  $ section counts report.html
   The promises in numbers
   promises 10 kept 3 not kept 1 open 6 neither 0
   Every promise stands in one row; the rows of a group sum to its line in bold, and these to the last where it stands how many what that means
   Kept 3 accepted by those it was promised to
   accepted 3 those it was promised to said: this is what we were promised
   Not kept 1 withdrawn or disputed
   disputed 0 one of those it was promised to says that it was not kept; no resolution is signed yet
   withdrawn 1 who promised it took it back alone, and said so
   Open 6 offered or under way
   proposed 1 offered, not yet signed by all
   agreed 1 signed by all, nothing reported yet
   in progress 4 signed by all, and reported on
   suspended 0 set to rest for a time by one of the two sides
   delivered 0 who promised it says that it is done; the others have not answered yet
   Neither 0 released, or never agreed
   released 0 all it was promised to let it go
   declined 0 not signed: refused by one that was to sign
   taken back 0 the offer was taken back before all had signed
   lapsed 0 the offer stood until a date that has passed
   crossed 0 a yes and a no crossed each other on the way
   Disputed history 0 an organisation says that an act in it was not its own
   All promises 10
  $ section attention report.html
   What needs attention
   Two texts, and neither counts before all have signed one of them
   REF: 600 000 PLN for courtyard drains, in two payments (RIVR to CITY)
   Past its date
   REF: Council draft rule on ground-floor rents (CITY to SASI) · due Tue 31 Mar 2026, 91 days late
   REF: Bank guarantee for the second payment (RIVR to CITY) · due Mon 1 Jun 2026, 29 days late
   No report for long
   REF: Reply to permit requests within 30 days (HERI to RIVR) · last report Mon 6 Oct 2025 HH:MM
  $ section period q1.html
   What happened in the period
   From Wed 1 Jan 2025 to Mon 31 Mar 2025, by the clocks of those who wrote. All other sections say how things stand when this report was made. Acts that were signed and count what was done how often
   promises offered 6
   promises that came into force 6
   agreed texts changed, all having signed 0
   deliveries 0
   acceptances, one for each organisation that gave one 0
   disputes opened 0
   promises withdrawn 0
   releases, one for each organisation that gave one 0
   offers, texts or answers declined or taken back 0
  $ accord -N CITY report --html q2.html --period 2025-q2 >/dev/null
  $ section evolution q2.html
   Evolution, as it was signed
   Tue 8 Apr 2025, CITY: delivered and accepted · Publish the land and ownership map REF
   Wed 18 Jun 2025, ARCH: delivered and accepted · Survey 140 facades with students REF
   Wed 18 Jun 2025, SASI: delivered and accepted · Three open evenings REF
  $ section left-out report.html
   What is not included
   1 private record of CITY. How many other organisations keep is not known to anybody else.
   5 answers to health checks: their words are for the partners alone, revealed or not.
   0 records that are set aside, without effect: accord log --all
   0 records whose words are not here; their signed headers prove that they exist.
   4 files of evidence. Their fingerprints stand above; the files stay with who delivered them.
   What partners wrote since they were last met is not in this report partner last met by this notebook has of it
   HERI Mon 29 Jun 2026 HH:MM all of it, by its receipts
   RIVR Mon 29 Jun 2026 HH:MM all of it, by its receipts
   ARCH Mon 29 Jun 2026 HH:MM all of it, by its receipts
   SASI never directly all but N records, by its receipts
   EURF Mon 29 Jun 2026 HH:MM all of it, by its receipts
  $ section proof report.html
   How to check this report
   Fingerprint PRINT It was made from N signed records. Whoever has a notebook of this partnership types accord audit: it proves every signature again, and where it prints the same fingerprint, it holds exactly the records that this report was made from. The same report can then be made again and laid beside this one: accord report --html report.html What the fingerprint does not prove That clocks were right: dates are said by who wrote, and bounded by what others had signed for. That nobody holds records back, or writes them later. That what was reported is true: that is for those it was promised to, who accept or dispute. That nobody has changed this page: only the records are signed, so compare it with one that you made yourself.
  $ grep -c "$(accord -N CITY audit | sed -n 's/^ *Fingerprint //p')" report.html
  1

  $ sed -n '/<footer>/,/<\/footer>/p' report.html | words | sed 's/accord [0-9.]*[0-9]/accord N/'
   Made with accord N. This file is whole in itself: it runs nothing and asks nothing of any network. The questions behind it grew out of &quot;Why Partner?&quot; by Ros Tennyson, Director of The Partnering Initiative.

The promises as a table:

  $ accord -N CITY report --csv q2.csv --period 2026-q2
  ✓ q2.csv (10 rows)
  $ sed 's/"[^"]*,[^"]*"/LIST/' q2.csv | cut -d , -f 3-7,10-14 | LC_ALL=C sort
  counts-as,state,promisor,promisees,due,promised,agreed,ended,reported,title
  kept,accepted,ARCH,LIST,2025-05-30,2025-01-20,2025-01-27,2025-06-18,2025-05-28,Survey 140 facades with students
  kept,accepted,CITY,LIST,2025-03-31,2025-01-20,2025-01-27,2025-04-08,2025-04-04,Publish the land and ownership map
  kept,accepted,SASI,LIST,2025-06-15,2025-01-22,2025-01-27,2025-06-18,2025-06-14,Three open evenings
  not kept,withdrawn,RIVR,ARCH,2025-12-31,2025-10-20,2025-10-24,2025-12-04,,Six paid internships
  open,agreed,RIVR,CITY,2026-06-01,2026-03-02,2026-03-05,,,Bank guarantee for the second payment
  open,in-progress,CITY,SASI,2026-03-31,2025-10-20,2025-10-24,,2026-01-08,Council draft rule on ground-floor rents
  open,in-progress,HERI,RIVR,2026-12-31,2025-01-20,2025-01-27,,2025-10-06,Reply to permit requests within 30 days
  open,in-progress,RIVR,CITY,2026-06-30,2025-01-20,2025-01-27,,2025-09-30,LIST
  open,in-progress,RIVR,SASI,2026-06-30,2025-01-20,2025-01-27,,2026-04-07,No eviction during the works
  open,proposed,ARCH,HERI,2026-09-30,2026-06-22,,,,LIST
  $ accord -N CITY report --csv - --lang fr | cmp - q2.csv
  $ accord -N CITY report --csv x.html --html x.html
  accord: --html and --csv name the same file: name two
  [2]

One promise, with the signed records behind it:

  $ ref=$(grep ',Six paid internships,' q2.csv | cut -d , -f 2)
  $ sed -n "/<article id=\"p-$ref\"/,/<\/article>/p" report.html | words
   REF Six paid internships withdrawn RIVR to ARCH
   The text in force
   what Six students for three months each, paid.
   due Wed 31 Dec 2025
   target 6
   unit internships
   level 1, practical solutions
   brings experience and expertise
   written and signed by RIVR on Mon 20 Oct 2025 HH:MM, by its clock signed by ARCH on Fri 24 Oct 2025 HH:MM, by its clock
   The signed records
   Mon 20 Oct 2025 HH:MM, RIVR: proposed · Six paid internships no later than Mon 20 Oct 2025 HH:MM, when ARCH had it by its own clock · HEX
   Fri 24 Oct 2025 HH:MM, ARCH: signed no later than Fri 24 Oct 2025 HH:MM, when CITY had it by its own clock · HEX
   Thu 4 Dec 2025 HH:MM, RIVR: withdrew · funding - The training budget was cut; we say it now and not in spring. no later than Thu 8 Jan 2026 HH:MM, when ARCH had it by its own clock · HEX

What else the partners wrote, evidence that belongs to no delivery among it:

  $ sed -n "/<article id=\"p-SASI-1-11\"/,/<\/article>/p" report.html | words
   REF Minutes of the first three evenings evidence by SASI, written Mon 20 Oct 2025 HH:MM by its clock about REF kind of evidence minutes
   fingerprint of the file HEX
   size in bytes 77
   media type text/plain
   captured on Sat 14 Jun 2025
   who may have the file partners only
   Mon 20 Oct 2025 HH:MM, SASI: added evidence no later than Mon 20 Oct 2025 HH:MM, when RIVR had it by its own clock · HEX

What is not a report of ours stays; what cannot be understood is said.

  $ echo mine >notes.html
  $ accord -N CITY report --html notes.html
  accord: notes.html is there already and was not written by this command: it stays as it is. Name another file
  [1]
  $ accord -N CITY report
  accord: which file? --html FILE, or --html - for standard output
  [2]
  $ accord -N CITY report --html r.html --period 2026-q5
  accord: "2026-q5" is no period. Write 2026, 2026-q2, 2026-06, or two dates: 2026-01-01..2026-06-30
  [2]
  $ accord -N CITY report --html r.html --period 2026-06..2026-01
  accord: the period "2026-06..2026-01" ends before it begins
  [2]
  $ accord -N CITY report --html r.html --period 03/04/2026
  accord: 03/04/2026 can be 3 April or 4 March. Write 2026-04-03 or 2026-03-04
  [2]
  $ accord -N CITY report --html r.html --period friday
  accord: "friday" may be of any year. Write 2026, 2026-q2, 2026-06, or two dates: 2026-01-01..2026-06-30
  [2]
  $ accord -N CITY report --html r.html --period "march 2025..today" >/dev/null
  $ sed -n '/<header>/,/<\/header>/p' r.html | words | grep Period
   Period Sat 1 Mar 2025 to Tue 30 Jun 2026
  $ accord -N CITY report --html nowhere/r.html
  accord: nowhere/r.html could not be written: its directory is not there
  [1]
  $ ls *.html
  notes.html
  q1.html
  q2.html
  r.html
  report.html
  $ cat notes.html
  mine
