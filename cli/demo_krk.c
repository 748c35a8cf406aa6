/* demo_krk.c - the example KRK: an urban block on a river, six organisations, eighteen months. */
#include <stdbool.h>
#include <stddef.h>

#include "cli/demo.h"

static const ac_demo_org orgs[] = {
    { "CITY", "City Office for Revitalisation", "government", NULL },
    { "HERI", "Regional Heritage Inspectorate", "government", "partner" },
    { "RIVR", "Riverside Property Partners", "business", "partner" },
    { "ARCH", "University Faculty of Architecture", "academia", "partner" },
    { "SASI", "Sąsiedzi Podgórza", "civil-society", "partner", .is_by_file = true },
    { "EURF", "European Urban Fund desk", "international-agency", "observer" },
    { NULL },
};

static const ac_demo_file files[] = {
    { "land-map.txt", "Land and ownership map, edition of April 2025: 61 plots, 9 owners, 1 gap.\n" },
    { "survey.txt", "Facade survey: 152 sheets, four wards.\n" },
    { "transfer.txt", "Transfer order: 300 000 PLN, drains account.\n" },
    { NULL },
};

static const char *const steps[] = {
    "# Winter 2025: who promises what",
    "meet",
    "@ 2025-01-20 09:00",
    "CITY: C1 = promise 'Publish the land and ownership map' --to all --due 2025-03-31 --level 1 --principle transparency"
    " --contribution data --driver governance --check 'the map is on the city portal' -m 'One map of every plot, owner and easement in"
    " the block, kept up to date by the cadastre.' --problem 'nobody knows who owns the courtyard'",
    "ARCH: C2 = promise 'Survey 140 facades with students' --to CITY,SASI --due 2025-05-30 --level 1 --contribution skills"
    " --driver access-resources --unit facades --baseline 0 --target 140 -m 'Two cohorts measure and photograph every street facade.'",
    "RIVR: C3 = promise 'No eviction during the works' --to SASI --due 2025-06-30 --every quarter --until 2026-12-31 --level 2"
    " --principle equity -m 'No tenant loses a home while scaffolding stands; a report each quarter.'",
    "RIVR: C4 = ask 'Reply to permit requests within 30 days' --of HERI --due 2026-12-31 --level 2 --driver mechanism-failure"
    " -m 'Every complete request gets a reasoned reply within 30 days.'",
    "RIVR: C5 = promise '600 000 PLN for courtyard drains' --to CITY --due 2025-09-30 --level 1 --contribution cash"
    " --amounts '600000 PLN' -m 'Paid to the drains account of the city.'",
    "@ 2025-01-21 16:00",
    "meet",
    "@ 2025-01-22 10:00",
    "SASI: C6 = promise 'Three open evenings' --to all --due 2025-06-15 --level 1 --contribution access-networks --principle equity"
    " -m 'Neighbours, owners and offices at one table, three times.' --unit evenings --target 3",
    "SASI: R2 = note --kind concern --title 'Invited last' -m 'We were invited last and asked to clap. Is this equity?' --principle equity",
    "meet",
    "@ 2025-01-27 09:30",
    "HERI: sign {C1}",
    "RIVR: sign {C1}",
    "ARCH: sign {C1}",
    "SASI: sign {C1}",
    "CITY: sign {C2}",
    "SASI: sign {C2}",
    "SASI: sign {C3}",
    "HERI: sign {C4}",
    "CITY: sign {C5}",
    "CITY: sign {C6}",
    "HERI: sign {C6}",
    "RIVR: sign {C6}",
    "ARCH: sign {C6}",
    "meet",

    "# Spring 2025: first results",
    "@ 2025-03-14 11:00",
    "CITY: R1 = note --shared --kind journal --about {C1} --date 2025-03-14 --title 'Nobody owned the courtyard' -m 'Three departments, and"
    " none of them owned the courtyard. The map shows a hole that everybody had walked around for twenty years.'",
    "ARCH: progress {C2} --completion limited --actual 95 -m 'Wards 1 and 2 are measured.' --next 'ward 3 after Easter'",
    "@ 2025-04-04 15:00",
    "CITY: deliver {C1} --evidence {D}/files/land-map.txt -m 'On the portal since this morning, four days late: one deed was missing.'",
    "SASI: R3 = note --shared --kind aar --about {C6} --date 2025-04-09 --title 'After the first evening' -m 'We expected forty, nine came."
    " A working day is wrong. The next one is on a Saturday, with children welcome.'",
    "meet",
    "@ 2025-04-08 09:00",
    "HERI: accept {C1}",
    "RIVR: accept {C1}",
    "ARCH: accept {C1}",
    "SASI: accept {C1} -m 'We use it every week.'",
    "@ 2025-05-12 10:00",
    "ARCH: progress {C2} --completion substantial --actual 128 -m 'Ward 3 is done, scaffolding delays ward 4.' --barriers 'scaffolding'",
    "@ 2025-05-28 14:00",
    "ARCH: deliver {C2} --actual 152 --evidence {D}/files/survey.txt -m 'All four wards, twelve facades more than promised.'",
    "@ 2025-06-14 20:00",
    "SASI: deliver {C6} --no-evidence 'an open evening; nobody was asked to sign a list' -m 'Held in April, May and June; 9, 41 and 60 people.'",
    "meet",
    "@ 2025-06-18 09:00",
    "CITY: accept {C2}",
    "SASI: accept {C2}",
    "CITY: accept {C6}",
    "HERI: accept {C6}",
    "RIVR: accept {C6}",
    "ARCH: accept {C6} -m 'The third evening changed our drawings.'",
    "RIVR: R5 = note --shared --kind outcome-note --about {C4} --title 'What we gain' --principle mutual-benefit -m 'To know when a permit"
    " comes is worth more to us than the fee for it.'",
    "@ 2025-07-02 09:00",
    "RIVR: deliver {C3} --slot 1 --no-evidence 'nothing happened, which is the point' -m 'No notice was served in the second quarter.'",
    "meet",
    "@ 2025-07-05 18:00",
    "SASI: accept {C3} --slot 1",

    "# Summer 2025: money and permits",
    "@ 2025-08-20 10:00",
    "RIVR: amend {C5} --title '600 000 PLN for courtyard drains, in two payments' --slot 2025-09-30 --slot 2026-06-30 --reason funding"
    " --why 'the bank pays out in two parts' -m 'Two payments of 300 000 PLN to the drains account of the city.'",
    "meet",
    "@ 2025-08-25 10:00",
    "CITY: sign {C5}",
    "@ 2025-09-12 10:00",
    "RIVR: dispute {C4} --reason timing -m 'The request for the river wall lay 41 days.' --heard 'you are short of inspectors'"
    " --remedy 'a reply, and a date for the next ones'",
    "SASI: share {R2}",
    "meet",
    "@ 2025-09-15 10:00",
    "HERI: R4 = note --shared --kind listening --about {C4} --title 'What we heard' -m 'They did not ask for a yes. They asked for a date.'",
    "HERI: respond {C4} -m 'Two inspectors left in May. The request is answered today.'",
    "HERI: resolve {C4} --outcome in-progress -m 'The 30 days stand. A request that needs longer gets a date within ten days.'",
    "@ 2025-09-30 12:00",
    "RIVR: deliver {C5} --slot 1 --actual '300000' --evidence {D}/files/transfer.txt -m 'First payment.'",
    "meet",
    "@ 2025-10-02 09:00",
    "RIVR: sign {C4}",
    "CITY: accept {C5} --slot 1",
    "RIVR: deliver {C3} --slot 2 --no-evidence 'nothing happened, which is the point' -m 'One family moved out by itself.'",
    "meet",
    "@ 2025-10-06 19:00",
    "SASI: accept {C3} --slot 2 --reservations 'The family was told that the works would never end.' --reason quality",
    "HERI: progress {C4} --completion substantial -m 'Eleven requests, the longest took 27 days.'",

    "# Winter 2025: a promise is taken back, others are made",
    "@ 2025-10-20 10:00",
    "RIVR: C10 = promise 'Six paid internships' --to ARCH --due 2025-12-31 --level 1 --contribution experience --unit internships --target 6"
    " -m 'Six students for three months each, paid.'",
    "CITY: C7 = promise 'Council draft rule on ground-floor rents' --to SASI --due 2026-03-31 --level 3 --driver governance --principle equity"
    " --origin reflection -m 'A draft that keeps ground floors for neighbours, before the council.'",
    "CITY: R7 = note --shared --kind concern --title 'Before the October talk' --date 2025-10-20 -m 'We would mark decisions green. We hear that"
    " the neighbours would mark them red. That is the first thing to talk about.' --principle transparency",
    "meet",
    "@ 2025-10-24 10:00",
    "ARCH: sign {C10}",
    "SASI: sign {C7}",
    "ARCH: R6 = note --shared --kind story --title 'An archive of their own' -m 'Residents brought their photographs to the third evening. Now"
    " there are 900, in their archive, by their rules. Of all stories this is the one we chose together.'",
    "meet",
    "@ 2025-12-04 10:00",
    "RIVR: withdraw {C10} --reason funding -m 'The training budget was cut; we say it now and not in spring.'",
    "@ 2026-01-08 10:00",
    "RIVR: deliver {C3} --slot 3 --no-evidence 'nothing happened, which is the point' -m 'No notice in the fourth quarter.'",
    "CITY: progress {C7} --completion limited -m 'Two readings in committee.' --barriers 'the budget debate' --next 'legal review'",
    "meet",
    "@ 2026-01-12 10:00",
    "SASI: accept {C3} --slot 3",
    "CITY: R8 = note --kind journal --title 'What the fund asked' -m 'The desk asked for receipts we do not have in one place. Ask the"
    " faculty before we promise anything.'",
    "HERI: R9 = note --shared --kind vision --language pl --title 'Za pięć lat' -m 'Zażółć gęślą jaźń: za pięć lat podwórko jest wspólne, mury są"
    " suche, a sąsiedzi zostali.'",

    "# Spring 2026: what is open",
    "@ 2026-03-02 10:00",
    "RIVR: C8 = promise 'Bank guarantee for the second payment' --to CITY --due 2026-06-01 --level 1 --depends-on {C5} --contribution credibility"
    " -m 'A guarantee over 300 000 PLN.'",
    "SASI: R10 = note --shared --kind journal --title 'Was there another way?' -m 'The other way was a tender: slower, and cheaper on paper."
    " Nobody would have asked us anything.'",
    "meet",
    "@ 2026-03-05 10:00",
    "CITY: sign {C8}",
    "@ 2026-04-07 10:00",
    "RIVR: deliver {C3} --slot 4 --no-evidence 'nothing happened, which is the point' -m 'No notice in the first quarter.'",
    "meet",
    "@ 2026-04-09 10:00",
    "SASI: accept {C3} --slot 4",
    "@ 2026-06-22 10:00",
    "ARCH: C9 = promise 'Shared conservation guide, 24 pages' --to HERI --due 2026-09-30 --level 2 --unit guide --target 1 --contribution knowledge"
    " -m 'What to keep, what to mend, whom to ask: for owners, in plain words.'",
    "meet",

    "# June 2026: two laptops, both offline, change the same text",
    "@ 2026-06-27 09:12",
    "CITY: amend {C5} --title '600 000 PLN for courtyard drains, the rest at once' --slot 2025-09-30 --slot 2026-12-15 --reason context-changed"
    " --why 'the council vote moved to December' -m 'The second 300 000 PLN in one payment after the vote.'",
    "@ 2026-06-27 14:40",
    "RIVR: amend {C5} --title '600 000 PLN for courtyard drains, in three payments' --slot 2025-09-30 --slot 2026-09-30 --slot 2027-01-31"
    " --reason funding --why 'cash flow: 150 000 PLN each' -m 'The second 300 000 PLN in two payments of 150 000 PLN.'",
    "@ 2026-06-29 10:00",
    "meet",
    NULL,
};

const ac_demo ac_demo_krk = {
    .code = "KRK",
    .title = "Podgórze riverside block",
    .about = "Six organisations renew a block on a river: an office, an inspectorate, an owner, a faculty, neighbours, a fund.",
    .now = "2026-06-30T12:00:00Z",
    .founded = "2025-01-13 09:00",
    .orgs = orgs,
    .files = files,
    .steps = steps,
    .try = "resolve RIVR-1-3",
};
