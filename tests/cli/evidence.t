Evidence: files stay where they are; what travels is their fingerprint, size and title. The list says which are here.

  $ . $TESTS/cli/offices.sh
  $ two_offices
  $ mkdir files
  $ echo "one facade" >files/survey.txt
  $ echo "a yard" >files/yard.jpg
  $ echo "minutes" >files/minutes.txt
  $ CITY promise "Survey" --to SASI --due 2026-07-30 --check "140 facades" >/dev/null 2>&1
  $ carry CITY SASI
  $ SASI sign CITY-1-1 --terms $(terms SASI CITY-1-1) >/dev/null 2>&1
  $ carry SASI CITY
  $ CITY deliver CITY-1-1 --evidence files/survey.txt -m "All of them" >/dev/null 2>&1
  $ CITY evidence add files/yard.jpg --title "The yard before" --about CITY-1-1 --kind photo --captured 2026-05-02 --consent "nobody is shown"
  ✓ CITY-1-2 evidence, for all partners of KRK. Saved here, not sent yet: accord sync
    The file stays here; its fingerprint, size and title travel.
  $ CITY evidence add files/minutes.txt --no-input
  ✓ CITY-1-3 evidence, for all partners of KRK. Saved here, not sent yet: accord sync
    The file stays here; its fingerprint, size and title travel.
  $ CITY evidence add files/none.txt
  accord: the file files/none.txt cannot be read: No such file or directory
  [1]
  $ CITY evidence add files
  accord: files is not a plain file
  [2]
  $ CITY evidence add CITY-1-2 --sensitivity restricted
  ✓ CITY-1-2 changed: evidence. Saved here, not sent yet: accord sync
  $ CITY evidence list
            by        size  fingerprint  the file         title
  CITY-1-1  CITY  11 bytes  T01P-QN0R    here, unchanged  survey.txt
  CITY-1-2  CITY   7 bytes  4QNB-JB44    here, unchanged  The yard before
  CITY-1-3  CITY   8 bytes  6PHF-VQNC    here, unchanged  minutes.txt
  3 files, 3 of them here and unchanged.
  $ CITY evidence list CITY-1-1
            by        size  fingerprint  the file         title
  CITY-1-1  CITY  11 bytes  T01P-QN0R    here, unchanged  survey.txt
  CITY-1-2  CITY   7 bytes  4QNB-JB44    here, unchanged  The yard before
  2 files, 2 of them here and unchanged.
  $ carry CITY SASI
  $ SASI evidence list
            by        size  fingerprint  the file  title
  CITY-1-1  CITY  11 bytes  T01P-QN0R    not here  survey.txt
  CITY-1-2  CITY   7 bytes  4QNB-JB44    not here  The yard before
  CITY-1-3  CITY   8 bytes  6PHF-VQNC    not here  minutes.txt
  3 files, 0 of them here and unchanged.
  $ SASI show CITY-1-2
  CITY-1-2  evidence by CITY, for all partners
    written by CITY, today 12:00, by its clock
    about CITY-1-1
  
    what the file shows: The yard before
    kind of evidence: photo
    fingerprint of the file:
    25eab92c84726e747d871b3e0074338b686890869da8d9a608c3aa33a622e605
    size in bytes: 7
    media type: image/jpeg
    captured on: Sat 2 May 2026 (59 days ago)
    licence, or consent of the people shown: nobody is shown
    who may have the file: named partners only
  
  HISTORY
    today 12:00  CITY added evidence: The yard before
    today 12:00  CITY changed evidence: who may have the file: named partners only
    times: by the clock of who wrote it
  $ SASI show CITY-1-1 | sed -n '/^EVIDENCE/,/^$/p'
  EVIDENCE
    CITY-1-2  The yard before, by CITY (7 bytes)
  

A file that came by other means is found in the notebook's evidence/, under whatever name; a changed one is told from it.

  $ mkdir -p SASI/evidence
  $ cp files/yard.jpg SASI/evidence/anything
  $ SASI evidence list CITY-1-2 --plain | sed "s,$PWD,DIR,"
  CITY-1-2\tCITY\t7\t25eab92c84726e747d871b3e0074338b686890869da8d9a608c3aa33a622e605\there\timage/jpeg\tCITY-1-1\tDIR/SASI/evidence/anything\tThe yard before (esc)
  $ echo "another yard" >files/yard.jpg
  $ rm files/minutes.txt
  $ CITY evidence list --exit-code
            by        size  fingerprint  the file                title
  CITY-1-1  CITY  11 bytes  T01P-QN0R    here, unchanged         survey.txt
  CITY-1-2  CITY   7 bytes  4QNB-JB44    CHANGED since           The yard before
  CITY-1-3  CITY   8 bytes  6PHF-VQNC    no longer where it was  minutes.txt
  3 files, 1 of them here and unchanged.
  The fingerprint of a file that is here is no longer the one that was written down.
  [4]
  $ CITY evidence list --json=ref,here,bytes,fingerprint
  {"schema":"accord.evidence/1","ref":"CITY-1-1","bytes":11,"fingerprint":"d0036bd418083e56ee829e72be10087dbfabe529bff37e327e7c24d9b2de2121","here":"here"}
  {"schema":"accord.evidence/1","ref":"CITY-1-2","bytes":7,"fingerprint":"25eab92c84726e747d871b3e0074338b686890869da8d9a608c3aa33a622e605","here":"changed"}
  {"schema":"accord.evidence/1","ref":"CITY-1-3","bytes":8,"fingerprint":"35a2fddeacf61bd6b33291d5e2d3b0f50004763c2b317c5f7252186b26421e6e","here":"gone"}
  $ mkdir -p CITY/evidence
  $ mv files/yard.jpg CITY/evidence/
  $ CITY evidence list CITY-1-2 --json=ref,here
  {"schema":"accord.evidence/1","ref":"CITY-1-2","here":"gone"}
  $ echo "a yard" >CITY/evidence/yard.jpg
  $ CITY evidence list CITY-1-2 --json=ref,here
  {"schema":"accord.evidence/1","ref":"CITY-1-2","here":"here"}
  $ CITY list evidences --csv | cut -d, -f1-17
  ref,org,written,visibility,about,source,clash,partnership,kind,fingerprint,bytes,media,captured,consent,sensitivity,principles,language
  CITY-1-2,CITY,2026-06-30,partners,CITY-1-1,,no,KRK,photo,25eab92c84726e747d871b3e0074338b686890869da8d9a608c3aa33a622e605,7,image/jpeg,2026-05-02,nobody is shown,restricted,,
  CITY-1-3,CITY,2026-06-30,partners,,,no,KRK,,35a2fddeacf61bd6b33291d5e2d3b0f50004763c2b317c5f7252186b26421e6e,8,text/plain,,,,,
