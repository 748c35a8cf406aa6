Who has what, the proof of it all, and what is wrong with a notebook.

  $ "$BUILD/tests/tool_scene" scene >/dev/null 2>&1
  $ cd scene
  $ export ACCORD_NOW=2026-06-30T12:00:00Z

  $ accord -N CITY status
        they have  last met           their clock
  SASI  all but 2  Mon 29 Jun, 1 day  fits          unverified: accord partner verify SASI
  RIVR  all but 2  Mon 29 Jun, 1 day  60 min ahead  dates they write look late; unverified: accord partner verify RIVR
  ! 1 clash, nothing lost: accord resolve RIVR-1-1
  - 2 records saved here, not sent to anybody: accord sync, or by file accord export --to FILE
  - the recovery sheet has not been printed (a lost key cannot be made again): accord key sheet
  $ accord -N CITY status --plain
  AIR\tSASI\tpartner\t2\t1782734400000\t0\tno\tmember\tOffice of SASI (esc)
  AIR\tRIVR\tpartner\t2\t1782734400000\t3600000\tno\tmember\tOffice of RIVR (esc)
  $ accord -N SASI status --json
  {"schema":"accord.partner/1","org":"CITY","role":"partner","has_all":true,"waiting":0,"last_met_ms":1782734400000,"verified":false,"partnership":"AIR","name":"Office of CITY","standing":"member","clock_ms":0}
  {"schema":"accord.partner/1","org":"RIVR","role":"partner","has_all":false,"waiting":2,"last_met_ms":null,"verified":false,"partnership":"AIR","name":"Office of RIVR","standing":"member","clock_ms":3600000}
  $ accord -N CITY status --exit-code >/dev/null
  [4]

  $ accord -N CITY audit
  AIR · Clean Air
  CITY 33  SASI 21  RIVR 17  all signatures good, no gaps, no forks
  ✓ 71 records: none changed, removed or inserted.
    Fingerprint HRJM-7FSC-84S9-JCWF-B7E0-H5DH-XDWS
    Not proved: that clocks were right, or that nobody holds records back.
  ✓ Your own space: 3 records, all good, counted here and shown to nobody.
  $ accord -N SASI audit --json=partnership,ok,changes,tray,missing_words,missing_signatures,problems
  {"schema":"accord.audit/1","partnership":"AIR","ok":true,"changes":69,"tray":0,"missing_words":0,"missing_signatures":0,"problems":[]}
  $ for code in SASI RIVR; do accord -N $code audit --json=history,view; done | uniq -c | sed 's/^ *//; s/[0-9a-f]\{64\}/HEX/g'
  2 {"schema":"accord.audit/1","history":"HEX","view":"HEX"}

One bit of one record is turned: the proof fails, the record is named, and nothing else gives exit 6.

  $ cp -r CITY DAMAGED && cp -r CITY.state DAMAGED.state
  $ sqlite3 DAMAGED/notebook.db "UPDATE change SET words = CAST(substr(words, 1, 40) || x'00' || substr(words, 42) AS BLOB) WHERE kind = 16385 AND n = (SELECT max(n) FROM change WHERE kind = 16385)"
  $ accord -N DAMAGED audit
  AIR · Clean Air
  ✗ CITY laptop 1, record 33: the words do not match the signed text. What came before it is good: 70 records.
  ✓ Your own space: 3 records, all good, counted here and shown to nobody.
    Most likely a damaged disk or an edited file. Partners hold the same records.
    Keep a copy of DAMAGED, then put back your newest backup and type: accord sync
  accord: the history on this laptop does not prove itself: see above
  [6]
  $ accord -N DAMAGED audit --json=ok,problems 2>/dev/null | sed 's/[0-9a-f]\{64\}/HEX/'
  {"schema":"accord.audit/1","ok":false,"problems":[{"what":"the words do not match the signed text","org":"CITY","device":"1","seq":33,"id":"HEX"}]}
  $ accord -N CITY audit -P XYZ
  accord: there is no partnership "XYZ" here: accord partnership list
  [5]

What was computed from the records is proved too.

  $ cp -r CITY BENT && cp -r CITY.state BENT.state
  $ sqlite3 BENT/notebook.db "UPDATE commitment SET state = 4 WHERE state = 6"
  $ accord -N BENT audit 2>&1 | tail -n 4
    Every signed record is good; what was computed from them is not. Most likely a
    damaged disk or an edited file. Keep a copy of BENT, then put back your newest
    backup and type: accord sync
  accord: the history on this laptop does not prove itself: see above

Step by step, up to the first fault.

  $ accord -N CITY doctor
  ✓ notebook: CITY, 74 records; the file is whole and its settings are as they must be
  ✓ key: for you alone (0600), opens without a passphrase
  ✓ mark: nothing of this laptop is missing, no other copy is known to write
  ✓ partnerships: AIR
  Nothing wrong was found. The way to a partner: accord doctor CODE
  $ accord -N CITY doctor RIVR
  ✓ notebook: CITY, 74 records; the file is whole and its settings are as they must be
  ✓ key: for you alone (0600), opens without a passphrase
  ✓ mark: nothing of this laptop is missing, no other copy is known to write
  ✓ partnerships: AIR
  ✗ address: none is known of RIVR
    Next: accord partner address RIVR tcp://HOST:PORT   or by file: accord export --for RIVR --to FILE
  accord: one thing is wrong (address), see above
  [9]
  $ chmod 640 CITY/device.key; accord -N CITY doctor --json; chmod 600 CITY/device.key
  {"schema":"accord.doctor/1","step":"notebook","found":"good","text":"CITY, 74 records; the file is whole and its settings are as they must be","command":null}
  {"schema":"accord.doctor/1","step":"key","found":"fault","text":"others on this computer may read device.key (mode 640)","command":"chmod 600 CITY/device.key"}
  {"error":"failed","code":1,"hint":"chmod 600 CITY/device.key","message":"key: others on this computer may read device.key (mode 640)"}
  $ mv CITY.state away; mkdir CITY.state; accord -N CITY doctor; accord -N CITY | sed -n 2p
  ✓ notebook: CITY, 74 records; the file is whole and its settings are as they must be
  ✓ key: for you alone (0600), opens without a passphrase
  ✗ mark: the mark of this laptop is lost, so another copy of this notebook may be writing. Writing stopped. If there is no other copy any more: accord device continue --yes
    Next: accord device continue --yes
  accord: one thing is wrong (mark), see above
  ! writing has stopped on this laptop: accord doctor
  $ accord -N CITY doctor XYZ 2>&1 | tail -n 1
  accord: one thing is wrong (mark), see above
