/* demo_min.c - the example MIN: a river basin below a mine, six organisations; one of them is met by stick alone. */
#include <stdbool.h>
#include <stddef.h>

#include "cli/demo.h"

static const ac_demo_org orgs[] = {
    { "MERI", "Meridian Metals plc, group office", "business", NULL },
    { "SITE", "Lumbe copper operation", "business", "partner" },
    { "ENVM", "Ministry of Environment, basin unit", "government", "partner" },
    { "WING", "Wetland and Bird Network", "civil-society", "partner" },
    { "ECOL", "National University, freshwater group", "academia", "partner" },
    { "FISH", "Federation of River Users", "civil-society", "partner", .is_by_file = true, .through = "WING" },
    { NULL },
};

static const ac_demo_file files[] = {
    { "readings-q1.txt", "Water readings, first quarter of 2025: nine points, 117 of 117.\n" },
    { "readings-q2.txt", "Water readings, second quarter of 2025: nine points, 80 of 117; the flood took the boat.\n" },
    { "check-q2.txt", "Independent check: 12 of 117 readings, one differs at point 6.\n" },
    { "rangers.txt", "Training of rangers: nine took part, nine passed.\n" },
    { "fund-receipt.txt", "Receipt: 40 000 USD, gear-loss fund, paid to the federation's account.\n" },
    { "tailings-plan.txt", "Tailings plan, third edition, with the comments of the freshwater group in the margin.\n" },
    { NULL },
};

static const char *const steps[] = {
    "# Winter 2025: an operation, a ministry and those who live by the river",
    "meet",
    "@ 2025-01-15 09:00",
    "SITE: C1 = promise 'Weekly water readings at nine points' --to ENVM,FISH --due 2025-03-31 --every quarter --until 2026-12-31 --level 1"
    " --principle transparency --contribution data --driver governance --unit readings --target 468 --baseline 0 --check 'the table of the"
    " quarter, signed by who took the samples' -m 'Every Monday at nine points between the bridge and the lake; oxygen, copper, turbidity.'",
    "ECOL: C2 = promise 'Independent check of one reading in ten' --to all --need 2 --due 2025-06-30 --every quarter --until 2026-03-31"
    " --level 2 --principle transparency --contribution knowledge --driver mechanism-failure -m 'We draw the points by lot and measure them"
    " again on the same day.'",
    "MERI: C3 = promise 'No works within two kilometres of the roost before the survey' --to WING --due 2025-05-31 --level 2"
    " --principle transparency --driver constrain-capitalism -m 'No drilling, no road, no light mast until the network has counted the birds.'",
    "MERI: C5 = promise '40 000 USD for lost fishing gear' --to FISH --due 2025-04-30 --level 1 --contribution cash --principle equity"
    " --driver desperation --amounts '40000 USD' -m 'A fund for nets and traps lost in the works of last year.'",
    "meet",
    "@ 2025-01-20 10:00",
    "WING: C4 = promise 'Train twelve rangers' --to SITE --due 2025-07-31 --level 1 --contribution skills --unit rangers --target 12"
    " --driver access-resources -m 'Four days in the field; how to count, how to keep away, whom to call.'",
    "ENVM: C6 = promise 'Publish the readings every month' --to all --due 2025-06-30 --every month --until 2026-06-30 --level 3"
    " --principle transparency --contribution authority --driver governance -m 'On the page of the basin, in words and as a table, within"
    " ten days of the end of the month.'",
    "FISH: C7 = promise 'Two river wardens' --to SITE --due 2025-06-01 --level 1 --contribution people --unit wardens --target 2"
    " --driver desperation -m 'Two of our members walk the bank below the outlet each week and say what they see.'",
    "WING: R1 = note --kind concern --title 'Are we the green paint?' -m 'Two of our members asked whether our name is what the company is"
    " paying for. Tonight I could not answer.' --principle equity",
    "meet",
    "@ 2025-01-28 09:00",
    "ENVM: sign {C1}",
    "FISH: sign {C1}",
    "MERI: sign {C2}",
    "SITE: sign {C2}",
    "ENVM: sign {C2}",
    "WING: sign {C2}",
    "FISH: sign {C2}",
    "WING: sign {C3}",
    "SITE: sign {C4}",
    "FISH: sign {C5}",
    "MERI: sign {C6}",
    "SITE: sign {C6}",
    "WING: sign {C6}",
    "ECOL: sign {C6}",
    "FISH: sign {C6}",
    "SITE: sign {C7}",
    "meet",

    "# Spring 2025: readings, and money that went astray",
    "@ 2025-03-03 09:00",
    "SITE: R3 = note --shared --kind concern --title 'No file of what was promised' -m 'I came here in January and there was no file of what"
    " had been promised before. I ask that we keep one that nobody can lose. That is why there is this notebook.' --principle transparency",
    "@ 2025-04-02 09:00",
    "SITE: deliver {C1} --slot 1 --actual 117 --evidence {D}/files/readings-q1.txt -m 'All of them.'",
    "@ 2025-04-28 15:00",
    "MERI: progress {C5} --completion substantial -m 'The money left us on Friday.' --next 'the district confirms'",
    "meet",
    "@ 2025-04-30 10:00",
    "ENVM: accept {C1} --slot 1",
    "FISH: accept {C1} --slot 1",
    "WING: R2 = note --shared --kind listening --language es --title 'Lo que nos dijeron en la orilla' --date 2025-04-29 -m 'Dictado por la"
    " federación: «El agua se ve limpia los lunes. Vengan un jueves por la noche.»'",
    "@ 2025-05-26 10:00",
    "FISH: deliver {C7} --no-evidence 'ask anybody on the bank' -m 'They walk since the first of May.'",
    "WING: progress {C4} --completion limited --actual 5 -m 'Five in the first course.'",
    "@ 2025-05-30 16:00",
    "MERI: deliver {C3} --no-evidence 'nothing was built, which is the point' -m 'The survey is done; until then nothing moved.'",
    "meet",
    "@ 2025-06-03 09:00",
    "SITE: accept {C7} -m 'They saw the oil before our own people did.'",
    "WING: accept {C3}",
    "meet",

    "# Summer 2025: offline, each on its own side of the river",
    "@ 2025-06-20 09:00",
    "FISH: dispute {C5} --reason not-delivered -m 'Nothing came. Seven weeks late.' --heard 'you say it was paid' --remedy 'pay it to us,"
    " not to the district'",
    "@ 2025-06-20 11:00",
    "MERI: withdraw {C5} --reason law-or-permit -m 'The district holds the money and will not give it on; we cannot pay twice.'",
    "@ 2025-06-24 09:00",
    "meet",
    "@ 2025-06-27 10:00",
    "MERI: resolve {C5} --outcome released -m 'The money went to the district by our mistake. This promise is let go, and a new one pays the"
    " federation itself.'",
    "MERI: C9 = promise 'Pay the gear-loss fund to the federation itself' --to FISH --due 2025-10-15 --level 1 --contribution cash"
    " --principle equity --amounts '40000 USD' --follows {C5} -m 'To the account of the federation; the receipt is shown here.'",
    "meet",
    "@ 2025-07-01 08:00",
    "FISH: sign {C5}",
    "FISH: sign {C9}",
    "@ 2025-07-02 09:00",
    "SITE: deliver {C1} --slot 2 --actual 197 --evidence {D}/files/readings-q2.txt -m '80 in this quarter: the flood of May took the boat,"
    " four weeks are missing and stay missing.'",
    "ECOL: deliver {C2} --slot 1 --evidence {D}/files/check-q2.txt -m 'Twelve of 117. One differs, at point 6.'",
    "ECOL: R4 = note --shared --kind journal --about {C2} --date 2025-06-29 --title 'The reading at point 6' -m 'Ours is 0.31 milligrams of"
    " copper, theirs 0.13. The digits were turned when they were copied. The bottle was right.'",
    "meet",
    "@ 2025-07-05 09:00",
    "ECOL: note --add-to {R4} -m 'The unit was wrong in my text: micrograms, not milligrams. The numbers stand.'",
    "ENVM: accept {C2} --slot 1",
    "FISH: accept {C2} --slot 1",
    "ENVM: accept {C1} --slot 2 --reservations 'Four weeks are missing.' --reason dependency-late",
    "FISH: accept {C1} --slot 2",
    "@ 2025-07-30 17:00",
    "WING: deliver {C4} --actual 9 --evidence {D}/files/rangers.txt -m 'Nine rangers. Three could not come in the rains.'",
    "meet",
    "@ 2025-08-04 09:00",
    "SITE: accept {C4} --reservations 'Nine of twelve; three in the next dry season.' --reason staffing",
    "ENVM: suspend {C6} --reason law-or-permit --depends-on 'the new data act' -m 'The data act forbids us to publish measurements of third"
    " parties until its rules are out.'",
    "@ 2025-08-15 10:00",
    "MERI: R5 = note --shared --kind appreciation --title 'To the wardens' -m 'Two people on a bank told us in one week what our own reports"
    " had not said in a year.'",
    "meet",

    "# Autumn 2025: a road is cut",
    "@ 2025-09-09 09:00",
    "WING: reopen {C3} --reason scope -m 'A service road was cut 700 metres from the roost. The survey had been for the old plan.'",
    "meet",
    "@ 2025-09-12 09:00",
    "MERI: sign {C3}",
    "SITE: R7 = note --shared --kind aar --about {C3} --date 2025-09-18 --title 'After the road was cut' -m 'What was meant to happen: no works"
    " near the roost. What happened: a contractor cut a road that stood on an old plan. Why: the plan in the office was not the plan that was"
    " promised. What next: the promise hangs in the hut of the contractors.'",
    "@ 2025-10-10 12:00",
    "MERI: deliver {C9} --evidence {D}/files/fund-receipt.txt -m 'Paid to the federation.'",
    "ECOL: deliver {C2} --slot 2 --no-evidence 'the sheets are with the ministry' -m 'Twelve of 117, none differs.'",
    "SITE: deliver {C1} --slot 3 --actual 314 -m 'All of the quarter.' --no-evidence 'the table is on the page of the basin'",
    "meet",
    "@ 2025-10-14 08:00",
    "FISH: accept {C9} -m 'It is here. Forty-one nets.'",
    "FISH: accept {C2} --slot 2",
    "ENVM: accept {C2} --slot 2",
    "ENVM: accept {C1} --slot 3",
    "FISH: accept {C1} --slot 3",
    "@ 2025-10-20 10:00",
    "WING: C10 = promise 'Review the method of no net loss' --to MERI --due 2026-06-30 --expires 2025-12-31 --level 2 --contribution knowledge"
    " -m 'Our two ecologists read the method and say where it hides a loss.'",
    "FISH: R8 = note --shared --kind story --title 'First catch at point 6' -m 'On Sunday they brought up eleven tilapia at point 6. Nobody had"
    " put a net there for six years. That is the change we would tell first.'",
    "meet",

    "# Winter and spring 2026: what is open",
    "@ 2026-01-09 09:00",
    "ECOL: deliver {C2} --slot 3 --no-evidence 'the sheets are with the ministry' -m 'Twelve of 117, none differs.'",
    "SITE: deliver {C1} --slot 4 --actual 431 -m 'The year: 431 of 468. The 37 that are missing are the four weeks of the flood and one Monday"
    " of mourning.' --no-evidence 'the table is on the page of the basin'",
    "meet",
    "@ 2026-01-14 09:00",
    "ENVM: accept {C2} --slot 3",
    "FISH: accept {C2} --slot 3",
    "ENVM: accept {C1} --slot 4",
    "FISH: accept {C1} --slot 4",
    "SITE: C8 = promise 'Tailings plan with the comments of the freshwater group' --to ENVM --due 2026-02-28 --level 2 --contribution data"
    " --driver innovate -m 'The plan of the third dam; every comment of the group is answered in it.'",
    "meet",
    "@ 2026-01-19 09:00",
    "ENVM: sign {C8}",
    "meet",
    "@ 2026-03-31 10:00",
    "SITE: deliver {C1} --slot 5 --actual 117 -m 'All of the quarter.' --no-evidence 'the table is on the page of the basin'",
    "SITE: progress {C1} --completion substantial --actual 431 -m 'The readings of this year go on; 431 of 468 in the last one.'",
    "SITE: deliver {C8} --evidence {D}/files/tailings-plan.txt -m 'With 38 comments and 38 answers.'",
    "ECOL: deliver {C2} --slot 4 --no-evidence 'the sheets are with the ministry' -m 'Eleven of 108, none differs.'",
    "meet",
    "@ 2026-04-08 09:00",
    "ENVM: accept {C2} --slot 4",
    "FISH: accept {C2} --slot 4",
    "ENVM: accept {C1} --slot 5",
    "FISH: accept {C1} --slot 5",
    "ENVM: R10 = note --shared --kind journal --title 'Would the law alone have done it?' -m 'A permit and fines would have been the other way."
    " We have had both for eleven years. Nobody measured on a Thursday night.'",
    "@ 2026-06-28 10:00",
    "meet",
    NULL,
};

const ac_demo ac_demo_min = {
    .code = "MIN",
    .title = "Lumbe river basin",
    .about = "Six organisations share a river below a mine: a company and its operation, a ministry, a bird network, river users, a university.",
    .now = "2026-06-30T12:00:00Z",
    .founded = "2025-01-08 09:00",
    .orgs = orgs,
    .files = files,
    .steps = steps,
    .try = "show MERI-1-5",
};
