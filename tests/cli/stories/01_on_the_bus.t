"On the bus home I want to note what we promised before I forget." No network; one line; saved is saved; hints say what
is missing and stop nothing; nothing leaves before a sync. (What survives a power cut: tests/sh/kills.sh and
broken_writes.sh. The eight questions on a terminal: tests/sh/terminal.sh.)

  $ . $TESTS/cli/offices.sh
  $ two_offices 2>/dev/null
  $ SASI promise "Three open evenings" --to CITY --due "in 2 months" 2>/dev/null
  ✓ SASI-1-1 proposed to CITY: Three open evenings
    due Sun 30 Aug 2026 (in 61 days)
    proposed · waiting for CITY to sign · saved here, not sent yet: accord sync
  $ SASI list
            state     from - to    due         title
  SASI-1-1  proposed  SASI - CITY  2026-08-30  Three open evenings
  $ SASI | tail -n 5
  Riverside block · SASI · Tue 30 Jun 2026 · 1 record not yet sent
  WAITING ON OTHERS (1)
    SASI-1-1  sign  CITY since today  Three open evenings
  since: by the clock of who wrote it
  - the recovery sheet has not been printed (a lost key cannot be made again): accord key sheet
  $ SASI status | grep 'not sent'
  - 1 record saved here, not sent to anybody: accord sync, or by file accord export --to FILE

She writes on for a week before she signs: a draft is nobody's business, and is deleted freely.

  $ SASI promise "Evenings for children" --to CITY --due 2026-12-01 --draft
    Hint, not required: how will CITY know that it is done? (--check "…", --target "…")
    Hint, not required: What exactly will be done, where, and by whom? (-m)
    Hint, not required: What must be given for it to come true? (--conditions)
  ✓ Draft 1 is kept on this laptop: not signed, not sent.
    Go on: accord draft edit 1   When it is ready: accord draft sign 1
  $ SASI draft list
  draft  changed  for      where  text
  1      today    promise  KRK    Evenings for children
  $ SASI draft edit 1 --due 2026-12-15 | head -n 1
    Hint, not required: how will CITY know that it is done? (--check "…", --target "…")
  ✓ Draft 1 changed. When it is ready: accord draft sign 1
  $ SASI export --open --to all.accord >/dev/null; grep -c 'for children' all.accord
  0
  [1]
  $ SASI draft sign 1 --yes 2>/dev/null | head -n 1
  Draft 1: promise, for KRK, changed today 12:00
  $ SASI draft list
  No drafts. With --draft a promise, a note and most others are kept as one.
