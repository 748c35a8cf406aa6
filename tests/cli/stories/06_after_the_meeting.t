"After the meeting all five laptops must say the same." Five organisations of an example met in rounds; all hold one history
that means the same, private notes aside. (Duplicates, losses and any order: tests/sim_exchange.c.)

  $ accord demo CAP --dir cap --no-input >/dev/null 2>&1
  $ export ACCORD_NOW=2026-06-30T12:00:00Z
  $ for code in LEARN UNIV NSPA TELC HUBC; do ACCORD_HOME=cap/$code ACCORD_STATE=cap/$code.state accord audit --json=history,view; done | uniq | wc -l
  1
  $ for code in LEARN UNIV NSPA TELC HUBC; do ACCORD_HOME=cap/$code ACCORD_STATE=cap/$code.state accord list --plain; done | sort | uniq -c | awk '{ print $1 }' | uniq
  5
  $ for code in LEARN HUBC; do ACCORD_HOME=cap/$code ACCORD_STATE=cap/$code.state accord list notes --plain | grep -c own; done
  0
  1
  $ ACCORD_HOME=cap/LEARN ACCORD_STATE=cap/LEARN.state accord status
        they have  last met           their clock
  UNIV  all        Mon 29 Jun, 1 day  1 min ahead
  NSPA  all        Mon 29 Jun, 1 day  2 min ahead
  TELC  all        Mon 29 Jun, 1 day  3 min ahead
  HUBC  all        Mon 29 Jun, 1 day  4 min ahead
  - the recovery sheet has not been printed (a lost key cannot be made again): accord key sheet
