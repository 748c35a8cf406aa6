A file that everybody may read proves itself on a laptop without a notebook; altered, cut short or sealed it is refused.

  $ . $TESTS/cli/offices.sh
  $ two_offices
  $ CITY promise "Land map" --to SASI --due 2026-09-30 --check x >/dev/null 2>&1
  $ CITY export --open --to all.accord >/dev/null
  $ accord -N nowhere audit all.accord > alone; tail -n 3 alone | head -n 1
  ✓ 7 records: none changed, removed or inserted.
  $ test "$(grep Fingerprint alone)" = "$(CITY audit | grep Fingerprint)" && echo the same fingerprint
  the same fingerprint
  $ accord -N nowhere audit --json all.accord | grep -o '"ok":true'
  "ok":true
  $ python3 -c "b=bytearray(open('all.accord','rb').read()); b[len(b)//2]^=1; open('bent.accord','wb').write(b)"
  $ accord -N nowhere audit bent.accord
  accord: bent.accord was refused: it was altered. Nothing was taken; ask for the file again
  [1]
  $ head -c 2000 all.accord > short.accord; accord -N nowhere audit short.accord
  accord: short.accord was refused: it is cut short. Nothing was taken; ask for the file again
  [1]
  $ CITY export --for SASI --to sealed.accord >/dev/null
  $ accord -N nowhere audit sealed.accord
  accord: the key file /device.key is missing: put it back from a copy. Without it this laptop reads and cannot sign
  [10]
  $ accord -N nowhere audit /dev/null
  accord: /dev/null is not a plain file
  [1]
  $ accord -N nowhere audit
  accord: no notebook found (looked in nowhere). Start: accord init   Try: accord demo
  [10]
