A directory that something else keeps in step is a mailbox: three offices that never dial each other.

  $ . $TESTS/cli/offices.sh
  $ two_offices
  $ office RIVR "Riverside Dev" business
  $ enter RIVR
  $ mkdir box; echo mine > box/mine.txt; echo broken > box/other.accord; ln -s ../CITY/device.key box/link.accord
  $ CITY promise "Land map" --to SASI --due 2026-09-30 --check x >/dev/null 2>&1
  $ CITY note -m "only for us" >/dev/null
  $ CITY sync --folder box
  ✓ wrote 1 file for 2 partners, took 0 files: 0 new records
  $ SASI sync --folder box
  ✓ wrote 1 file for 2 partners, took 1 file (CITY): 5 new records
  $ RIVR sync --folder box
  ✓ wrote 1 file for 2 partners, took 2 files (CITY, SASI): 2 new records
  $ SASI sign CITY-1-1 --terms $(terms SASI CITY-1-1) >/dev/null 2>&1
  $ SASI sync --folder box
  ✓ wrote 1 file for 2 partners, took 1 file (RIVR): 0 new records
  $ CITY sync --folder box
  ✓ wrote 1 file for 2 partners, took 2 files (RIVR, SASI): 2 new records
  $ RIVR sync --folder box
  ✓ wrote 0 files, took 2 files (CITY, SASI): 2 new records

The drive comes to rest: who has nothing newer to say writes nothing, so that nobody reads it again.

  $ for i in 1 2 3; do for o in CITY SASI RIVR; do $o sync --folder box; done; done | tail -n 3
  ✓ wrote 0 files, took 0 files: 0 new records
  ✓ wrote 0 files, took 0 files: 0 new records
  ✓ wrote 0 files, took 0 files: 0 new records
  $ for o in CITY SASI RIVR; do $o audit --json=history,view; done | sort -u | wc -l
  1
  $ CITY list
            state   from - to    due         title
  CITY-1-1  agreed  CITY - SASI  2026-09-30  Land map
  $ CITY status | head -n 4
        they have  last met  their clock
  SASI  all        never     fits         unverified: accord partner verify SASI
  RIVR  all but 2  never     fits         unverified: accord partner verify RIVR
  - the recovery sheet has not been printed (a lost key cannot be made again): accord key sheet
  $ ls box | sed 's/-[0-9a-f]\{8\}-[0-9a-f]\{8\}/-LAPTOP-SPACE/'
  city-LAPTOP-SPACE.accord
  link.accord
  mine.txt
  other.accord
  rivr-LAPTOP-SPACE.accord
  sasi-LAPTOP-SPACE.accord
  $ cat box/mine.txt box/other.accord
  mine
  broken
  $ stat -c %a box/city-*
  644

What others wrote is checked whole, and only one's own file is replaced.

  $ RIVR note --shared -m "Rain came early." >/dev/null; RIVR sync --folder box
  ✓ wrote 1 file for 2 partners, took 0 files: 0 new records
  $ cp box/rivr-*.accord whole; head -c 700 whole > $(ls box/rivr-*)
  $ before=$(sha256sum box/rivr-* box/sasi-*); SASI sync --folder box 2>&1 | sed 's/-[0-9a-f]\{8\}-[0-9a-f]\{8\}/-LAPTOP-SPACE/g'
  accord: box/rivr-LAPTOP-SPACE.accord was refused: it was altered or cut short. Nothing was taken; ask for the file again
  ✓ wrote 0 files, took 0 files: 0 new records
  accord: 1 file could not be taken; a drive may still be writing: try again later
  [3]
  $ SASI list notes
  No reflections yet: accord note -m "..."
  $ [ "$before" = "$(sha256sum box/rivr-* box/sasi-*)" ] && echo untouched
  untouched
  $ RIVR sync --folder box
  ✓ wrote 1 file for 2 partners, took 0 files: 0 new records
  $ SASI sync --folder box
  ✓ wrote 1 file for 2 partners, took 1 file (RIVR): 1 new record
  $ SASI list notes | tail -n 1
  RIVR-1-1  journal  2026-06-30  partners            Rain came early.

Who is not meant passes by in silence; a file of a partnership one enters later waits for that.

  $ office ARCH "Faculty" academia
  $ ARCH sync --folder box
  ✓ wrote 0 files, took 0 files: 0 new records
  $ CITY invite --file arch.invite >/dev/null; ARCH join arch.invite --by-file --yes >/dev/null
  $ CITY import arch.invite.reply >/dev/null; CITY sync --folder box
  ✓ wrote 1 file for 3 partners, took 2 files (RIVR, SASI): 1 new record
  $ ARCH sync --folder box
  ✓ wrote 1 file for 3 partners, took 1 file (CITY): 18 new records
  $ ARCH list
            state   from - to    due         title
  CITY-1-1  agreed  CITY - SASI  2026-09-30  Land map

A further laptop needs nothing else.

  $ CITY2() { ACCORD_HOME=$PWD/CITY2 ACCORD_STATE=$PWD/CITY2.state accord "$@"; }
  $ CITY device invite --file laptop.invite >/dev/null; CITY2 device join laptop.invite --no-passphrase --yes >/dev/null
  $ CITY import laptop.invite.reply >/dev/null; CITY sync --folder box
  ✓ wrote 2 files for 3 partners, took 1 file (ARCH): 1 new record
  $ CITY2 sync --folder box
  ✓ This laptop now belongs to CITY, City Office.
  ✓ wrote 1 file, took 5 files (CITY): 25 new records
  $ CITY2 search only
  CITY-1-p2 · reflection · CITY reflected · today 12:00 · private
      [only] for us
  1 found
  $ CITY2 list
            state   from - to    due         title
  CITY-1-1  agreed  CITY - SASI  2026-09-30  Land map
  $ strings box/* | grep -c 'only for us'
  0
  [1]

  $ CITY sync --folder nowhere
  accord: the directory nowhere is not there
  [1]
  $ CITY sync --folder box --to tcp://127.0.0.1:9
  accord: --folder and --to are two ways: name one of them
  [2]
