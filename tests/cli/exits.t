Every exit status of the table, by what it is for.

  $ . "$TESTS/cli/offices.sh"
  $ two_offices
  $ office HERI "Heritage Office" government
  $ enter HERI

0 done, 2 not understood, 5 no such reference:

  $ CITY promise "Council draft rule" --to SASI --due 2026-09-30 --quiet
    unverified: you have not compared the number with SASI yet: accord partner verify SASI
  ✓ CITY-1-1 proposed to SASI: Council draft rule
    due Wed 30 Sep 2026 (in 92 days)
    proposed · waiting for SASI to sign · saved here, not sent yet: accord sync
  $ CITY promise "Council draft rule" --to SASI --due yesterweek
  accord: --due: "yesterweek" is not a date. Write 2026-09-30, 30 sep 2026, tomorrow, friday, +2w or end of september
  [2]
  $ CITY show CITY-1-31
  accord: there is no record "CITY-1-31" here; accord list shows them all
  [5]
  $ SASI sign CITY-1-1 --terms 0000000000000000000000000000000000000000000000000000000000000000 | hide
  accord: there is no commitment "CITY-1-1" here
  [5]

1 not possible now, and 7 not your role:

  $ SASI accept CITY-1-1 --yes
  accord: there is no commitment "CITY-1-1" here
  [5]
  $ carry CITY SASI
  $ SASI accept CITY-1-1 --yes
  accord: CITY-1-1: nothing waits for accept now (who may, and when: who was promised it, while a delivery waits)
    try: accord show CITY-1-1
  [1]
  $ SASI progress CITY-1-1 -m x
  accord: CITY-1-1: progress would be without effect: that is for the other side to do (who may, and when: who promised, once it is agreed and until it ends)
    try: accord show CITY-1-1
  [7]

4 something needs attention, only when asked for:

  $ SASI board | grep -v sheet | hide
  Riverside block · SASI · Tue 30 Jun 2026
  YOUR TURN (1)
    CITY-1-1  sign  by CITY since today  accord sign CITY-1-1  Council draft rule
  since: by the clock of who wrote it
  $ SASI board --exit-code >/dev/null
  $ SASI status --exit-code >/dev/null
  [4]
  $ SASI list --exit-code --state proposed >/dev/null

3 part done: one partner answers, another does not.

  $ mkfifo ready
  $ ACCORD_HOME=$PWD/HERI ACCORD_STATE=$PWD/HERI.state accord serve --listen tcp://127.0.0.1:0 >ready 2>serve.log &
  $ read -r line <ready; echo "${line%:*}"
  listening tcp://127.0.0.1
  $ CITY partner address HERI "${line#listening }" | sed 's/[0-9]*$/PORT/'
  HERI is dialled at tcp://127.0.0.1:PORT
  $ CITY partner address SASI tcp://127.0.0.1:1 --quiet
  SASI is dialled at tcp://127.0.0.1:1
  $ CITY sync 2>&1 | sed 's/last met .*/LATER/'
  SASI     not reachable, LATER
  HERI     sent 1  got 0   the same now
  accord: 1 of 2 could not be reached; what waits for them is kept
  [3]
  $ kill %1; wait %1

3 a join waits for a person; 9 an invitation is refused, and with it nobody is known.

  $ ACCORD_HOME=$PWD/CITY ACCORD_STATE=$PWD/CITY.state accord serve --listen tcp://127.0.0.1:0 >ready 2>serve.log &
  $ read -r line <ready; CITY invite --file used.invite --address "${line#listening }" >/dev/null
  $ CITY invite --file held.invite --hold --address "${line#listening }" >/dev/null
  $ office BANK "Bank" business; BANK join used.invite --yes >/dev/null
  $ office LATE "Latecomer" other; LATE join used.invite --yes >/dev/null
  accord: CITY did not take this invitation: it was used already, or it is not for you. Ask for a new one
  [9]
  $ LATE sync
  accord: CITY did not take this invitation: it was used already, or it is not for you. Ask for a new one
  accord: nobody else is known here yet who could be met
  [9]
  $ office SLOW "Slow" other; SLOW join held.invite --yes >/dev/null
  accord: you are known there now; this waits for CITY to admit you. Then: accord sync
  [3]
  $ SLOW sync
  CITY     waits for them to admit you: Riverside block
  accord: they answered; a person there has to admit you: accord admit SLOW
  [3]
  $ kill %1; wait %1

9 nobody reached:

  $ CITY sync --to tcp://127.0.0.1:1 SASI
  accord: nobody answers at tcp://127.0.0.1:1
  [9]
  $ CITY sync --to tcp://127.0.0.1:1 sasi --json
  {"error":"partner_unreachable","code":9,"partner":"SASI","hint":"accord export --for SASI","message":"nobody answers at tcp://127.0.0.1:1"}
  [9]
  $ SASI partner address CITY tcp://127.0.0.1:1 --quiet >/dev/null; SASI sync --json >/dev/null
  {"error":"partner_unreachable","code":9,"partner":"CITY","hint":"accord export --for CITY","message":"nobody could be reached; nothing is lost, it is sent when you meet"}
  [9]
  $ SASI doctor CITY --json 2>&1 >/dev/null | cut -d, -f1-3
  {"error":"partner_unreachable","code":9,"partner":"CITY"
  [9]
  $ CITY join CITY.nothing
  accord: CITY.nothing is not there
  [1]

8 the notebook is busy: somebody else holds the turn.

  $ flock CITY/turn sh -c 'ACCORD_HOME=$PWD/CITY ACCORD_STATE=$PWD/CITY.state accord note -m "in between"'
  accord: another accord is writing here and did not finish in time: try again
  [8]
  $ CITY list notes
  No reflections yet: accord note -m "..."

7 wrong passphrase, or nobody to say it:

  $ printf 'four words or more\n' | accord init -N L --org Library --code LIBR --sector other --passphrase-fd 0 --quiet
  ✓ Notebook ready for LIBR, device 1.
    Today, print the recovery sheet: accord key sheet     (a lost key cannot be re-made)
    Next: accord join FILE (you were invited)   accord partnership start (you begin)   accord demo (play first)
  $ accord -N L partnership start Books --code BOOK
  accord: the signing key is locked, and nobody can be asked for the passphrase here. Say it with --passphrase-fd N or --passphrase-command CMD, or unlock the key for a while
    try: accord key unlock --for 1h
  [7]
  $ printf 'other words\n' | accord -N L partnership start Books --code BOOK --passphrase-fd 0
  accord: the passphrase is wrong, or the key file is damaged
  [7]
  $ printf 'four words or more\n' | accord -N L partnership start Books --code BOOK --passphrase-fd 0 --quiet
  ✓ BOOK begun: Books. LIBR is its first partner.
    Next: accord invite --file FILE     (one file for one organisation)

6 the history does not prove itself, and nothing else is 6:

  $ CITY audit >/dev/null
  $ cp -r CITY ALTERED
  $ sqlite3 ALTERED/notebook.db "SELECT count(*) > 0 FROM change WHERE signature IS NOT NULL"
  1
  $ sqlite3 ALTERED/notebook.db "UPDATE change SET signature = zeroblob(64) WHERE n = (SELECT max(n) FROM change)"
  $ ACCORD_STATE=$PWD/CITY.state accord -N ALTERED audit >/dev/null
  accord: the history on this laptop does not prove itself: see above
  [6]

10 no notebook, or written by a newer version:

  $ accord -N NOWHERE list
  accord: no notebook found (looked in NOWHERE). Start: accord init   Try: accord demo
  [10]
  $ cp -r CITY NEWER
  $ sqlite3 NEWER/notebook.db "PRAGMA user_version = 999"
  $ accord -N NEWER list 2>&1 | hide
  accord: this notebook belongs to a newer accord (format 999, this one knows N): install that version. Nothing was changed
  [10]

130 Ctrl-C, at once and with a word; SIGTERM 143 without one.

  $ python3 - <<'END'
  > import signal, subprocess
  > for number in signal.SIGINT, signal.SIGTERM:
  >     asks = "echo asked >&2; exec cat"
  >     run = subprocess.Popen(["accord", "-N", "L", "partnership", "start", "More", "--code", "MORE", "--passphrase-command", asks],
  >                            stdin=subprocess.PIPE, stderr=subprocess.PIPE)
  >     run.stderr.readline()
  >     run.send_signal(number)
  >     print(run.wait())
  >     run.stdin.close()
  >     print(run.stderr.read().decode().strip())
  > END
  130
  accord: stopped; what was saved before is kept
  143
  
