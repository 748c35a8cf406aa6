A file that carries the history is checked whole before anything is taken.

  $ . $TESTS/cli/offices.sh
  $ two_offices
  $ office ARCH "Faculty" academia
  $ CITY promise "Land map" --to SASI --due 2026-09-30 --check x >/dev/null
    unverified: you have not compared the number with SASI yet: accord partner verify SASI
  $ CITY export --for SASI --to .
  ✓ city-to-sasi-2026-06-30.accord · 1 record · 1090 bytes · sealed for SASI, altered copies are refused
    You will not know that SASI has it until they answer.
  $ f=city-to-sasi-2026-06-30.accord
  $ CITY export --for SASI --to $f
  accord: city-to-sasi-2026-06-30.accord exists already and is never overwritten
  [1]
  $ CITY export --for SASI --to nowhere/s.accord
  accord: nowhere/s.accord could not be written: its directory is not there
  [1]
  $ CITY export --for MARS --to m.accord
  accord: there is no partner "MARS" in KRK. There are: SASI
  [5]
  $ SASI import $f --dry-run
  ✓ 1 new, 0 already here, 0 refused, every signature good. Nothing was written.
  $ SASI list
  No commitments yet: accord promise "TITLE" --to CODE --due DATE
  $ head -c 900 $f > short.accord; SASI import short.accord
  accord: short.accord was refused: it was altered or cut short. Nothing was taken; ask for the file again
  [1]
  $ cp $f bad.accord; printf 'x' | dd of=bad.accord bs=1 seek=1200 conv=notrunc 2>/dev/null; SASI import bad.accord
  accord: bad.accord was refused: it was altered or cut short. Nothing was taken; ask for the file again
  [1]
  $ cat $f <(echo tail) > long.accord; SASI import long.accord
  accord: long.accord was refused: it was altered or cut short. Nothing was taken; ask for the file again
  [1]
  $ ARCH import $f
  accord: city-to-sasi-2026-06-30.accord is sealed for somebody else. Nothing was taken; ask for one for your organisation
  [1]
  $ CITY export --to open.accord --open
  ✓ open.accord · 7 records · 4322 bytes · readable by anybody, altered copies are refused
  $ ARCH import open.accord
  accord: open.accord belongs to a partnership that you are not in. Nothing was taken
  [1]
  $ echo hello > h.accord; SASI import h.accord
  accord: h.accord is no file of accord's
  [1]
  $ SASI import nothing.accord
  accord: nothing.accord is not there, or cannot be read
  [1]
  $ SASI import .
  accord: . is not there, or cannot be read
  [1]
  $ before=$(sha256sum < $f)
  $ SASI import $f
  ✓ 1 new (1 CITY), 0 already here, 0 refused, every signature good. The file is unchanged.
    CITY will not know until you answer: accord export --for CITY --to DIR
  $ SASI import $f
  ✓ 0 new, 1 already here, 0 refused, every signature good. The file is unchanged.
  $ [ "$before" = "$(sha256sum < $f)" ] && echo unchanged
  unchanged
  $ SASI audit --json | grep -o '"changes":[0-9]*'
  "changes":7
  $ CITY export --for CITY --open --to own.accord
  accord: --open is for anybody and --for is for one: name one of them
  [2]

A directory that something else keeps in step is a mailbox.

  $ mkdir box; echo mine > box/mine.txt; echo broken > box/other.accord
  $ SASI sign CITY-1-1 --terms $(terms SASI CITY-1-1) >/dev/null 2>&1
  $ CITY sync --folder box
  ✓ wrote 1 file for 1 partner, took 0 files: 0 new records
  $ SASI sync --folder box
  ✓ wrote 1 file for 1 partner, took 1 file (CITY): 0 new records
  $ CITY sync --folder box
  ✓ wrote 1 file for 1 partner, took 1 file (SASI): 1 new record
  $ CITY sync --folder box
  ✓ wrote 0 files, took 0 files: 0 new records
  $ SASI sync --folder box
  ✓ wrote 0 files, took 1 file (CITY): 1 new record
  $ rm box/other.accord; CITY sync --folder box
  ✓ wrote 0 files, took 0 files: 0 new records
  $ ls box | sed 's/-[0-9a-f]\{8\}-[0-9a-f]\{8\}/-LAPTOP-SPACE/'
  city-LAPTOP-SPACE.accord
  mine.txt
  sasi-LAPTOP-SPACE.accord
  $ CITY show CITY-1-1 | head -n 1
  CITY-1-1  agreed
  $ CITY sync --folder nowhere
  accord: the directory nowhere is not there
  [1]
