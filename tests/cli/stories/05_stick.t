"The river office has no internet; I carry it on a stick." A file for one partner holds what that one lacks; altered, cut
short or of another partnership it is refused whole; the file stays as it is; twice adds nothing; a third may carry.

  $ . $TESTS/cli/offices.sh
  $ two_offices 2>/dev/null; office HERI "Heritage" government; enter HERI 2>/dev/null; carry CITY SASI
  $ CITY promise "Land map" --to SASI --due 2026-09-30 --check x >/dev/null 2>&1
  $ CITY export --for HERI --to heri.accord | head -n 1 | sed 's/[0-9]* bytes/N bytes/'
  ✓ heri.accord · 2 records · N bytes · sealed for HERI, altered copies are refused
  $ cp heri.accord before; HERI import heri.accord; cmp heri.accord before && echo unchanged
  ✓ 1 new (1 CITY), 1 already here, 0 refused, every signature good. The file is unchanged.
    CITY will not know until you answer: accord export --for CITY --to DIR
  unchanged
  $ HERI import heri.accord | head -n 1
  ✓ 0 new, 2 already here, 0 refused, every signature good. The file is unchanged.
  $ SASI import heri.accord
  accord: heri.accord is sealed for somebody else. Nothing was taken; ask for one for your organisation
  [1]
  $ python3 -c "b=bytearray(open('heri.accord','rb').read()); b[-40]^=1; open('bent.accord','wb').write(b)"
  $ HERI import bent.accord
  accord: bent.accord was refused: it was altered or cut short. Nothing was taken; ask for the file again
  [1]
  $ head -c 700 heri.accord > short.accord; HERI import short.accord
  accord: short.accord was refused: it was altered or cut short. Nothing was taken; ask for the file again
  [1]

HERI carries to SASI what CITY wrote: the signatures count, not the carrier.

  $ HERI export --for SASI --to onward.accord >/dev/null; SASI import onward.accord | head -n 1
  ✓ 1 new (1 CITY), 4 already here, 0 refused, every signature good. The file is unchanged.
  $ SASI list --json=ref,promisor
  {"schema":"accord.commitment/1","ref":"CITY-1-1","promisor":"CITY"}
  $ office FAR "Far away" business; FAR partnership start "Elsewhere" --code ELSE >/dev/null; FAR import onward.accord
  accord: onward.accord is sealed for somebody else. Nothing was taken; ask for one for your organisation
  [1]
