Several partnerships in one notebook: references say which, where it is not the one in use.

  $ "$BUILD/tests/tool_scene" scene >/dev/null 2>&1
  $ cd scene
  $ export ACCORD_NOW=2026-06-30T12:00:00Z
  $ accord -N CITY partnership start "River basin" --code MIN --no-input | head -n 1
  AIR stays the one in use. Name the other with -P, or: accord partnership use CODE
  ✓ MIN begun: River basin. CITY is its first partner.

Both boards; the first partnership is still the one that commands mean.

  $ accord -N CITY | sed -n '1,3p;/River/,$p'
  Clean Air · CITY · Tue 30 Jun 2026 · AIR · 2 records not yet sent
  YOUR TURN (7)
    RIVR-1-1  clash     2 texts since Sat 27 Jun      accord resolve RIVR-1-1   600 000 PLN for courtyard drains
  River basin · CITY · Tue 30 Jun 2026 · MIN · 2 records not yet sent
  You are alone here. Invite a partner: accord invite --file FILE
  - the recovery sheet has not been printed (a lost key cannot be made again): accord key sheet
  $ accord -N CITY -P MIN
  River basin · CITY · Tue 30 Jun 2026 · 2 records not yet sent
  You are alone here. Invite a partner: accord invite --file FILE
  - the recovery sheet has not been printed (a lost key cannot be made again): accord key sheet
  $ accord -N CITY partnership use MIN
  ✓ From now on commands mean MIN, River basin.
  $ accord -N CITY board -P AIR | head -n 3
  Clean Air · CITY · Tue 30 Jun 2026 · 2 records not yet sent
  YOUR TURN (7)
    AIR:RIVR-1-1  clash     2 texts since Sat 27 Jun      accord resolve AIR:RIVR-1-1   600 000 PLN for courtyard drains
  $ accord -N CITY list --state overdue
                state                         from - to    due         title
  AIR:CITY-1-1  in progress, overdue 91 days  CITY - SASI  2026-03-31  Council draft rule on rents
  AIR:RIVR-1-2  agreed, overdue 29 days       RIVR - CITY  2026-06-01  Bank guarantee for the second tranche
  AIR:RIVR-1-3  agreed, overdue 60 days       RIVR - SASI  2026-05-01  No eviction during works
  AIR:RIVR-1-4  disputed, overdue 20 days     RIVR - CITY  2026-06-10  Reply to permits
  $ accord -N CITY list -P MIN
  No commitments yet: accord promise "TITLE" --to CODE --due DATE
  $ accord -N CITY status
  AIR · Clean Air
        they have  last met           their clock
  SASI  all but 2  Mon 29 Jun, 1 day  fits          unverified: accord partner verify SASI -P AIR
  RIVR  all but 2  Mon 29 Jun, 1 day  60 min ahead  dates they write look late; unverified: accord partner verify RIVR -P AIR
  ! 1 clash, nothing lost: accord resolve AIR:RIVR-1-1
  - 2 records saved here, not sent to anybody: accord sync, or by file accord export --to FILE
  
  MIN · River basin
  No partner yet: accord invite --file FILE
  - 2 records saved here, not sent to anybody: accord sync, or by file accord export --to FILE
  - the recovery sheet has not been printed (a lost key cannot be made again): accord key sheet

A reference with its partnership, or -P beside it, is understood everywhere.

  $ accord -N CITY show RIVR-1-4
  accord: there is no record "RIVR-1-4" here
  [5]
  $ accord -N CITY show AIR:RIVR-1-4 | head -n 1
  AIR:RIVR-1-4  disputed, overdue 20 days
  $ accord -N CITY show rivr-1-4 -P air | head -n 1
  AIR:RIVR-1-4  disputed, overdue 20 days
  $ accord -N CITY log 4 -P AIR | head -n 2
  accord: "AIR:4" could be CITY-1-4 (An old offer), RIVR-1-4 (Reply to permits), SASI-1-4 (We were invited last, asked to clap....). Type one of these
  $ accord -N CITY log RIVR-4 -P AIR | head -n 1
  Wed 10 Jun 13:00  RIVR 1  proposed  AIR:RIVR-1-4  Reply to permits
  $ accord -N CITY audit -P MIN --json=partnership,changes
  {"schema":"accord.audit/1","partnership":"MIN","changes":2}
  $ accord -N CITY log -P MIN
  today 12:00  CITY 1  began the partnership    River basin
  today 12:00  CITY 1  changed the profile      code: MIN
  $ accord -N CITY search drains -P MIN
  Nothing found. Words are looked for by how they begin, in all that was written.

What is new in one partnership does not hide what is new in another.

  $ accord -N CITY log --new -P MIN
  Nothing new since you last looked.
  $ accord -N CITY log --new -P AIR | tail -n 2
  Mon 29 Jun 12:00  SASI 1  added to it                 AIR:SASI-1-4  They called the next day.
  times: by the clock of who wrote it
  $ accord -N CITY log --new
  Nothing new since you last looked.
