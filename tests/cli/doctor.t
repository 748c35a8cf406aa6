The way to a partner, step by step: address, name, port, key, clock, receipt.

  $ "$BUILD/tests/tool_scene" scene >/dev/null 2>&1
  $ cd scene
  $ export ACCORD_NOW=2026-06-30T12:00:00Z
  $ serve() { mkfifo $1.ready; accord -N $1 serve --listen tcp://127.0.0.1:0 >$1.ready 2>$1.err </dev/null & echo $! >$1.pid; head -n 1 $1.ready >$1.out; }
  $ end() { kill $(cat $1.pid); wait $(cat $1.pid); }
  $ at() { sed 's/listening //' $1.out; }
  $ hide() { sed 's/127.0.0.1:[0-9]*/127.0.0.1:PORT/g'; }
  $ serve RIVR
  $ serve SASI

It answers, with the key that is known.

  $ accord -N CITY partner address RIVR $(at RIVR) >/dev/null
  $ accord -N CITY doctor RIVR | hide
  ✓ notebook: CITY, 74 records; the file is whole and its settings are as they must be
  ✓ key: for you alone (0600), opens without a passphrase
  ✓ mark: nothing of this laptop is missing, no other copy is known to write
  ✓ partnerships: AIR
  ✓ address: tcp://127.0.0.1:PORT
  ✓ name: resolves to 127.0.0.1
  ✓ port: open
  ✓ key: it is RIVR laptop 1
  - clock: theirs was 60 min ahead when last met; one of the two should be set. Nothing is decided by it
  - receipt: Mon 29 Jun 12:00, they have all of AIR but 2
    Next: accord sync
  Nothing wrong was found.

Somebody else answers there.

  $ accord -N CITY partner address RIVR $(at SASI) >/dev/null
  $ accord -N CITY doctor rivr >out 2>&1; echo "exit $?"
  exit 9
  $ tail -n 4 out | hide
  ✓ port: open
  ✗ key: somebody answers at tcp://127.0.0.1:PORT with another key than the one you know. Phone RIVR before anything else
    Next: accord partner verify RIVR
  accord: one thing is wrong (key), see above

Nobody answers there; what was met before is tried as well.

  $ end SASI
  $ accord -N CITY doctor RIVR >out 2>&1; echo "exit $?"
  exit 9
  $ tail -n 4 out | hide
  ✓ name: resolves to 127.0.0.1
  ✗ port: nobody answers at tcp://127.0.0.1:PORT. Ask RIVR to run accord serve there, or whether a firewall is in between
    Next: accord partner address RIVR tcp://HOST:PORT
  accord: one thing is wrong (port), see above
  $ end RIVR
  $ accord -N CITY doctor RIVR --json 2>/dev/null | tail -n 1 | hide
  {"schema":"accord.doctor/1","step":"port","found":"fault","text":"nobody answers at tcp://127.0.0.1:PORT. Ask RIVR to run accord serve there, or whether a firewall is in between","command":"accord partner address RIVR tcp://HOST:PORT"}
  $ accord -N CITY doctor XYZ 2>&1 | tail -n 1
  accord: there is no laptop of "XYZ" to be met: accord partner list shows who is in
