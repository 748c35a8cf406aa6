The signing key: with a passphrase, opened for a while, its sheet.

  $ . $TESTS/cli/offices.sh
  $ office SASI "Sąsiedzi" civil-society
  $ export ACCORD_HOME=$PWD/CITY ACCORD_STATE=$PWD/CITY.state
  $ accord init --org "City Office" --code CITY --sector government --passphrase-command "echo four words or more" --no-input
  ✓ Notebook ready for CITY, device 1.
    Today, print the recovery sheet: accord key sheet     (a lost key cannot be re-made)
    Next: accord join FILE (you were invited)   accord partnership start (you begin)   accord demo (play first)
  $ accord init --org "City Office" --code CITY --sector government --no-passphrase --no-input 2>&1 | hide
  accord: there is a notebook in DIR/CITY already. Another one: accord -N DIR init
    try: accord board
  [1]
  $ accord init -N $PWD/other --org "Office" --code CI --sector government --no-passphrase --no-input
  accord: "CI" is not a short code: three to six letters A-Z, such as CITY
  [2]
  $ accord init -N $PWD/other --org "Office" --code CITY --sector church --no-passphrase --no-input
  accord: --sector takes government, business, academia, civil-society, international-agency or other, not "church"
    try: accord init --help
  [2]
  $ accord init -N $PWD/other --code CITY --sector government --no-passphrase --no-input
  accord: "Organisation name" cannot be asked here. Say it with --org NAME
  [2]
  $ stat -c %a CITY CITY/device.key CITY/notebook.db
  700
  600
  600
  $ accord partnership start "Block" --code KRK --no-input
  accord: the signing key is locked, and nobody can be asked for the passphrase here. Say it with --passphrase-fd N or --passphrase-command CMD, or unlock the key for a while
    try: accord key unlock --for 1h
  [7]
  $ accord partnership start "Block" --code KRK --no-input --passphrase-command "echo wrong"
  accord: the passphrase is wrong, or the key file is damaged
  [7]
  $ accord partnership start "Block" --code KRK --no-input --passphrase-command "echo four words or more" | head -n 1
  ✓ KRK begun: Block. CITY is its first partner.
  $ accord partnership start "Block 2" --code KRB --no-input --passphrase-fd 5 5<<<"four words or more" | head -n 1
  KRK stays the one in use. Name the other with -P, or: accord partnership use CODE
  ✓ KRB begun: Block 2. CITY is its first partner.
  $ accord board -P KRK | head -n 1
  Block · CITY · Tue 30 Jun 2026 · 2 records not yet sent
  $ accord import nothing.accord
  accord: nothing.accord is not there, or cannot be read
  [1]
  $ accord key unlock --for 1x --no-input
  accord: --for takes a time as 30m, 1h, 8h or 2d, not "1x"
  [2]
  $ accord key unlock --for 1h --no-input
  accord: the signing key is locked, and nobody can be asked for the passphrase here. Say it with --passphrase-fd N or --passphrase-command CMD, or unlock the key for a while
    try: accord key unlock --for 1h
  [7]
  $ accord key unlock --for 1h --no-input --passphrase-command "echo four words or more"
  ✓ The signing key is open for 1h, or until the laptop is started again. To close it: accord key lock
  $ accord note -m "open for an hour" --no-input | head -n 1
  ✓ CITY-1-p3 reflection. Private: it stays with CITY.
  $ accord key lock
  ✓ The signing key is closed.
  $ accord key lock
  The signing key was closed already.
  $ accord note -m "closed again" --no-input
  accord: the signing key is locked, and nobody can be asked for the passphrase here. Say it with --passphrase-fd N or --passphrase-command CMD, or unlock the key for a while
    try: accord key unlock --for 1h
  [7]
  $ accord key sheet --no-input --passphrase-command "echo four words or more" 2>/dev/null | sed -n 4p | tr -c " \n" X
       X  XXXX         X  XXXX
  $ chmod 644 CITY/device.key; accord note -m x --no-input --passphrase-command "echo four words or more" 2>&1 | hide
  accord: DIR/CITY/device.key can be read by others: chmod 600 it first
  [1]
  $ accord note -m x --no-input 2>&1 | hide
  accord: DIR/CITY/device.key can be read by others: chmod 600 it first
  [1]
  $ mv CITY/device.key aside; accord note -m x --no-input 2>&1 | hide
  accord: the key file DIR/CITY/device.key is missing: put it back from a copy. Without it this laptop reads and cannot sign
  [10]
  $ mv aside CITY/device.key
  $ chmod 600 CITY/device.key; printf 'xxxx' | dd of=CITY/device.key bs=1 seek=100 conv=notrunc 2>/dev/null; accord note -m x --no-input --passphrase-command "echo four words or more"
  accord: the passphrase is wrong, or the key file is damaged
  [7]
