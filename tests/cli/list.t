Lists, filtered: for screens, scripts and spreadsheets.

  $ "$BUILD/tests/tool_scene" scene >/dev/null 2>&1
  $ cd scene
  $ export ACCORD_NOW=2026-06-30T12:00:00Z

  $ accord -N CITY list
            state                         from - to          due         title
  CITY-1-1  in progress, overdue 91 days  CITY - SASI        2026-03-31  Council draft rule on rents
  RIVR-1-1  clash, agreed                 RIVR - CITY        2026-09-30  600 000 PLN for courtyard drains
  CITY-1-2  accepted                      CITY - RIVR        2026-04-30  Publish land and ownership map
  SASI-1-1  delivered                     SASI - CITY, RIVR  2026-07-08  Three open evenings
  RIVR-1-2  agreed, overdue 29 days       RIVR - CITY        2026-06-01  Bank guarantee for the second tranche
  RIVR-1-3  agreed, overdue 60 days       RIVR - SASI        2026-05-01  No eviction during works
  RIVR-1-4  disputed, overdue 20 days     RIVR - CITY        2026-06-10  Reply to permits
  SASI-1-2  proposed                      SASI - CITY        2026-10-31  Neighbours' panel \u{202e}
  SASI-1-3  delivered                     SASI - CITY        2026-06-01  Quarterly reading
  CITY-1-3  agreed, due in 5 days         CITY - SASI        2026-07-05  Publish the land map again
  CITY-1-4  proposed, lapsed              CITY - RIVR                    An old offer
  CITY-1-5  crossed                       CITY - SASI                    A common archive
  CITY-1-6  proposed                      CITY - RIVR, SASI  2026-12-31  Something new
  $ accord -N CITY list --state overdue --partner rivr
            state                      from - to    due         title
  RIVR-1-2  agreed, overdue 29 days    RIVR - CITY  2026-06-01  Bank guarantee for the second tranche
  RIVR-1-3  agreed, overdue 60 days    RIVR - SASI  2026-05-01  No eviction during works
  RIVR-1-4  disputed, overdue 20 days  RIVR - CITY  2026-06-10  Reply to permits
  $ accord -N CITY list --state "due soon"
            state                  from - to    due         title
  CITY-1-3  agreed, due in 5 days  CITY - SASI  2026-07-05  Publish the land map again
  $ accord -N CITY list --state clash --plain
  RIVR-1-1\tagreed\tRIVR\tCITY\t2026-09-30\t1\t\tagreed\tnot-started\tnone\tyes\tno\t\t2635682556e6480fb57eba4d9c7fa1e8c28109d98deac8e9147ba441e7a49141\tAIR\t600 000 PLN for courtyard drains (esc)
  $ accord -N CITY list --level 3 --principle transparency
            state                         from - to    due         title
  CITY-1-1  in progress, overdue 91 days  CITY - SASI  2026-03-31  Council draft rule on rents
  $ accord -N CITY list --from 2026-07-01 --until 2026-07-31
            state                  from - to          due         title
  SASI-1-1  delivered              SASI - CITY, RIVR  2026-07-08  Three open evenings
  CITY-1-3  agreed, due in 5 days  CITY - SASI        2026-07-05  Publish the land map again
  $ accord -N CITY list --state withdrawn
  Nothing fits.

Every notebook of one history lists the same.

  $ for code in CITY SASI RIVR; do accord -N $code list --json | grep -v CITY-1-6 >$code.json; done
  $ cmp CITY.json SASI.json && cmp CITY.json RIVR.json

  $ accord -N CITY list --json | head -n 2
  {"schema":"accord.commitment/1","ref":"CITY-1-1","id":"5dedba06280a30d7a5d893f4dcad7939663b90dffcc30bdebc49890ea44a4eb4","title":"Council draft rule on rents","promisor":"CITY","promisees":["SASI"],"due":"2026-03-31","level":3,"agreement":"agreed","delivery":"in-progress","verdict":"none","state":"in-progress","terms":"5dedba06280a30d7a5d893f4dcad7939663b90dffcc30bdebc49890ea44a4eb4","clash":false,"open":[],"contested":false,"flags":[],"counted":true,"crossed":false,"turn":["CITY:deliver"],"principles":["transparency"],"clock":"overdue 91 days","partnership":"AIR"}
  {"schema":"accord.commitment/1","ref":"RIVR-1-1","id":"2635682556e6480fb57eba4d9c7fa1e8c28109d98deac8e9147ba441e7a49141","title":"600 000 PLN for courtyard drains","promisor":"RIVR","promisees":["CITY"],"due":"2026-09-30","level":1,"agreement":"agreed","delivery":"not-started","verdict":"none","state":"agreed","terms":"2635682556e6480fb57eba4d9c7fa1e8c28109d98deac8e9147ba441e7a49141","clash":true,"open":["10facc3a98392b588c5944a3048be27561df53f68b1a418b6bd2534883970955","501e910d6c49d3f79d54a8a3133f63ab1b7b2f79c3f1e2aef4d773c82792d9d7"],"contested":false,"flags":[],"counted":true,"crossed":false,"turn":["CITY:sign","RIVR:deliver","RIVR:sign"],"principles":[],"clock":null,"partnership":"AIR"}
  $ accord -N CITY list --json=ref,due,state,clash --state clash
  {"schema":"accord.commitment/1","ref":"RIVR-1-1","due":"2026-09-30","state":"agreed","clash":true}
  $ accord -N CITY list --csv --state lapsed
  ref,state,promisor,promisees,due,level,clock,agreement,delivery,verdict,clash,contested,flags,terms,partnership,title,action,target,unit,baseline,amounts,check,conditions,depends,problem,how,start,expires,need,principles,contribution,driver,origin,language,slots,id\r (esc)
  CITY-1-4,proposed,CITY,RIVR,,,lapsed,proposed,not-started,none,no,no,,f93525402c3e93dfe2254edad3365644bb56a62a28ae4a6db6ea7befa24875c8,AIR,An old offer,,,,,,,,,,,,2026-06-20,,,,,,,,f93525402c3e93dfe2254edad3365644bb56a62a28ae4a6db6ea7befa24875c8\r (esc)
  $ accord -N CITY list --csv --all > all.csv; accord -N CITY import all.csv --dry-run
  There is nothing new in all.csv. Nothing was written.
    13 rows are here already and were passed over.
  $ accord -N CITY list --exit-code --state accepted
            state     from - to    due         title
  CITY-1-2  accepted  CITY - RIVR  2026-04-30  Publish land and ownership map
  $ accord -N CITY list --exit-code --state overdue >/dev/null
  [4]

Reflections: what is private says so, and is nowhere else.

  $ accord -N CITY list notes
             kind                 date        who sees it  about     text
  CITY-1-p2  after-action review  2026-06-29  private                Courtyard
  SASI-1-4   journal              2026-06-28  partners     CITY-1-1  We were invited last, asked to clap.
  $ accord -N SASI list notes --plain
  SASI-1-4\tjournal\t2026-06-28\tpartners\tSASI\tCITY-1-1\t1\tAIR\t\tWe were invited last, asked to clap.\\u{a}It was about the drains, too. (esc)
  $ accord -N CITY list reflections --kind aar --json
  {"schema":"accord.note/1","ref":"CITY-1-p2","id":"79caca5a12f7320acdfb111d02232687ea3b436db55a895d2a4d512013a0f4ee","kind":"aar","org":"CITY","visibility":"own","date":null,"written_ms":1782734400000,"about":[],"title":"Courtyard","text":"Three departments, no one owned the courtyard.","addenda":0,"imported":false,"counted":true,"partnership":null}

What is not understood is said, with what there is.

  $ accord -N CITY list --state done
  accord: unknown state "done". By what was done: proposed, crossed, retracted, declined, accepted, released, disputed, withdrawn, delivered, suspended, in-progress, agreed. By the clock: overdue, due-soon, lapsed, stale; also clash
  [2]
  $ accord -N CITY list --partner XYZ
  accord: there is no partner "XYZ" here. Known: CITY, SASI, RIVR
  [5]
  $ accord -N CITY list risks
  None yet (risks).
  $ accord -N CITY list --kind aar
  accord: commitments have no kind. Of reflections: accord list notes --kind aar
  [2]
  $ accord -N CITY list notes --level 2
  Nothing fits.
