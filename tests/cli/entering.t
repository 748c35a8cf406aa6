Entering by file: an invitation, a reply, a file with the history.

  $ . $TESTS/cli/offices.sh
  $ office CITY "City Office" government
  $ office SASI "Sąsiedzi" civil-society
  $ office ARCH "Faculty" academia
  $ CITY board
  City Office · no partnership yet
    You were invited:  accord join FILE
    You begin:         accord partnership start "TITLE" --code CODE
  - the recovery sheet has not been printed (a lost key cannot be made again): accord key sheet
  $ CITY invite --file a
  accord: there is no partnership in this notebook yet
    try: accord partnership start "TITLE"   or: accord join FILE
  [5]
  $ CITY partnership start "Riverside block" --code mar
  accord: MAR is a month, and spreadsheets make dates of MAR-1-9. Choose another code
  [2]
  $ CITY partnership start "Riverside block" --code KRK
  ✓ KRK begun: Riverside block. CITY is its first partner.
    Next: accord invite --file FILE     (one file for one organisation)
  $ CITY invite --file sasi.invite
  ✓ sasi.invite: for one organisation, as a partner in KRK.
    Whoever holds this file can enter: hand it over, do not publish it.
    It names no address: they send a reply file, for accord import.
  $ stat -c %a sasi.invite
  600
  $ CITY invite --file sasi.invite
  accord: sasi.invite exists already and is never overwritten
  [1]
  $ CITY invite --file other.invite --address http://example.org
  accord: "http://example.org" is no address: it is written tcp://HOST:PORT
  [2]
  $ CITY invite --file obs.invite --role observer --hold
  ✓ obs.invite: for one organisation, as an observer (may read) in KRK.
    Whoever holds this file can enter: hand it over, do not publish it.
    Nobody enters before you type: accord admit CODE
    It names no address: they send a reply file, for accord import.
  $ SASI join sasi.invite | hide
  CITY, City Office, invites you into Riverside block.
  ✓ Reply written: sasi.invite.reply
    Bring it to CITY, who types: accord import FILE
    They give you a file back, which you take in: accord import FILE
  Compare by phone: NUMBER
    They see it once they have your reply. Then: accord partner verify CITY
  $ SASI board
  Sąsiedzi · no partnership yet
  - Riverside block: waiting for CITY to take in your reply file and to give you one: accord import FILE
  - the recovery sheet has not been printed (a lost key cannot be made again): accord key sheet
  $ CITY import sasi.invite.reply | hide
  ✓ SASI, Sąsiedzi, is in.
    Compare by phone: NUMBER
    Their copy of the history: accord export --for SASI --to DIR

Both sides see one number.

  $ CITY export --for SASI --to s.accord >/dev/null; SASI import s.accord
  ✓ 6 new (5 CITY, 1 SASI), 0 already here, 0 refused, every signature good. The file is unchanged.
    CITY will not know until you answer: accord export --for CITY --to DIR
  ✓ You are in KRK: Riverside block. See it: accord board
    Compare the number with CITY by phone: accord partner verify CITY
  $ numbers() { "$1" partner show $2 | grep -oE '(invitation|organisations) +[0-9]{5}( [0-9]{5}){5}'; }
  $ diff <(numbers CITY SASI) <(numbers SASI CITY) && numbers CITY SASI | hide
  invitation     NUMBER
  organisations  NUMBER
  $ numbers CITY SASI | grep -c "$(SASI partner verify CITY --yes --json | sed 's/.*"compare":"\([0-9 ]*\)".*/\1/')"
  1
  $ CITY partner verify SASI --yes | tail -n 1
  ✓ SASI is verified here.
  $ CITY partner verify MARS --yes
  accord: there is no partner "MARS" in KRK. There are: SASI
  [5]
  $ CITY partner list
  code  role     compared  last met    name
  SASI  partner  yes       never       Sąsiedzi

An invitation is for one.

  $ ARCH join sasi.invite --by-file >/dev/null
  $ CITY import sasi.invite.reply
  accord: this invitation has been used already: ask for a new one
  [9]
  $ SASI import sasi.invite.reply
  accord: this reply is not for SASI, or it is damaged
  [1]
  $ echo nonsense > n.invite; ARCH join n.invite
  accord: n.invite: this is no invitation of accord
  [9]
  $ ARCH join missing.invite
  accord: missing.invite is not there
  [1]
  $ sed 's/KRK/KRK/;s/"role":"partner"/"role":"observer"/' sasi.invite > bad.invite; chmod 600 bad.invite; ARCH join bad.invite
  accord: bad.invite: this invitation is damaged: ask for it again
  [9]

One that is held waits for a word; an observer may read.

  $ ARCH join obs.invite --by-file --yes >/dev/null
  $ ARCH partner verify CITY --yes | hide
  CITY, City Office, invited you. The number on both screens, once they have your reply, read by phone or face to face:
  
     NUMBER
  
  ✓ CITY is verified here.
  $ CITY import obs.invite.reply
  accord: the join is here and waits: accord admit CODE
    try: accord invite --list
  [3]
  $ CITY invite --list | hide
  Waiting to be admitted:
    ARCH   Faculty   accord admit ARCH
           compare by phone: NUMBER
  Invitations:
    today 12:00 for a partner, by CITY, used
    today 12:00 for an observer (may read), by CITY, open, held until accord admit
  $ CITY admit MARS
  accord: nobody called MARS waits to enter KRK, or is in it
    try: accord invite --list
  [1]
  $ CITY admit ARCH --yes | hide
  ARCH, Faculty, waits to enter KRK.
  Compare by phone: NUMBER
  ✓ ARCH is in. They learn it when you meet, or by: accord export --for ARCH --to DIR
  $ CITY export --for ARCH --to a.accord >/dev/null; ARCH import a.accord
  ✓ 8 new (6 CITY, 1 SASI, 1 ARCH), 0 already here, 0 refused, every signature good. The file is unchanged.
    CITY will not know until you answer: accord export --for CITY --to DIR
  ✓ You are in KRK: Riverside block. See it: accord board
  $ ARCH promise "Help" --to CITY --due 2026-09-30
  accord: your organisation may read KRK, and is no party of promises there
  [7]
  $ CITY promise "Help" --to ARCH --due 2026-09-30
  accord: ARCH is an observer: it may read, and is no party of a promise
  [2]
  $ CITY partnership show
  KRK  Riverside block
  begun Tue 30 Jun 2026 by their clock · you are member · 8 records
    CITY  partner   you, the founder  City Office
    SASI  partner   compared          Sąsiedzi
    ARCH  may read  unverified        Faculty
  Compare the number with whom you have not yet: accord partner verify ARCH

Leaving is one's own; what is held stays.

  $ SASI partnership leave KRK --yes
  ✓ You left KRK. The others do not know yet: accord sync
  $ SASI board | grep -c 'to admit you'
  0
  [1]
  $ carry SASI CITY
  $ CITY partner list
  code  role                 compared    last met            name
  SASI  partner              yes         never     has left  Sąsiedzi
  ARCH  observer (may read)  unverified  never               Faculty
  $ SASI promise "Late" --to CITY --due 2026-09-30
  accord: your organisation does not belong to KRK any more
  [7]
