/* demo_cap.c - the example CAP: a certificate in partnering, five organisations, entries in four languages. */
#include <stdbool.h>
#include <stddef.h>

#include "cli/demo.h"

static const ac_demo_org orgs[] = {
    { "LEARN", "UN Staff Learning Centre", "international-agency", NULL },
    { "UNIV", "Institute of Continuing Education", "academia", "partner" },
    { "NSPA", "National School of Public Administration", "government", "partner" },
    { "TELC", "Regional telecom operator", "business", "partner" },
    { "HUBC", "Civil Society Partnering Hub", "civil-society", "partner" },
    { NULL },
};

static const ac_demo_file files[] = {
    { "accreditation.txt", "Accreditation of the postgraduate certificate in partnering: granted for five years.\n" },
    { "rooms.txt", "Data lines: twelve district rooms, tested; rooms 4 and 9 below one megabit.\n" },
    { "cases.txt", "Six case studies, each in English, French and Arabic.\n" },
    { NULL },
};

static const char *const steps[] = {
    "# Winter 2025: a certificate that none of them can give alone",
    "meet",
    "@ 2025-01-14 09:00",
    "UNIV: C1 = promise 'Accredit the postgraduate certificate' --to all --due 2025-02-28 --level 2 --contribution authority"
    " --driver cannot-alone --principle mutual-benefit -m 'The senate accredits the certificate for five years, in this country and by"
    " recognition in four others.'",
    "LEARN: C2 = promise 'Twenty funded places a year' --to UNIV --slot 2025-12-31 --slot 2026-12-31 --level 1"
    " --contribution cash --driver access-resources --unit places --target 20 -m 'Fees, books and travel for twenty people in each intake.'",
    "TELC: C3 = promise 'Low-cost data for twelve district rooms' --to NSPA --due 2025-05-31 --level 1 --contribution access-networks"
    " --driver innovate --unit rooms --target 12 -m 'A line into twelve rooms, at a tenth of the list price, for three years.'",
    "NSPA: C4 = promise 'Half of the seats for civil society' --to HUBC --due 2025-09-30 --level 2 --principle equity"
    " --contribution diversity -m 'Every second seat of the school is offered to people from associations first.'",
    "HUBC: C5 = promise 'Eight case studies in three languages' --to UNIV --due 2025-11-30 --level 1 --contribution knowledge --unit studies"
    " --target 8 -m 'Told by those who were there; in English, French and Arabic.'",
    "LEARN: C6 = promise 'A mentor for each participant, four months' --to all --due 2026-12-31 --level 1 --contribution people"
    " --principle mutual-benefit -m 'A mentor who answers once a week; the log book stays with the participant.'",
    "TELC: C8 = promise 'Two of our staff as guest tutors' --to UNIV --due 2025-10-31 --level 1 --contribution experience -m 'Two days each.'",
    "meet",
    "@ 2025-01-20 09:00",
    "LEARN: sign {C1}",
    "NSPA: sign {C1}",
    "TELC: sign {C1}",
    "HUBC: sign {C1}",
    "UNIV: sign {C2}",
    "NSPA: sign {C3}",
    "HUBC: sign {C4}",
    "UNIV: sign {C5}",
    "UNIV: sign {C6}",
    "NSPA: sign {C6}",
    "TELC: sign {C6}",
    "HUBC: sign {C6}",
    "UNIV: decline {C8} --reason staffing -m 'We have nobody to prepare them this year. Ask us again in autumn.'",
    "HUBC: R6 = note --kind concern --date 2025-01-18 --title 'Who pays first?' --principle equity -m 'We were asked to pay the travel of our"
    " people first. It was refunded after ninety days. An office can wait; an association borrows.'",
    "meet",

    "# Spring 2025: rooms, lines, a calendar that breaks a term",
    "@ 2025-02-26 10:00",
    "UNIV: deliver {C1} --evidence {D}/files/accreditation.txt -m 'Granted yesterday, for five years.'",
    "HUBC: share {R6}",
    "meet",
    "@ 2025-03-03 09:00",
    "LEARN: accept {C1}",
    "NSPA: accept {C1}",
    "TELC: accept {C1}",
    "HUBC: accept {C1}",
    "LEARN: R4 = note --shared --kind journal --title 'Our calendar broke their term' --date 2025-03-03 -m 'Our procurement year ends in the"
    " middle of their term. Eleven people waited six weeks for a signature that takes a minute.' --principle transparency",
    "@ 2025-04-14 18:00",
    "NSPA: R1 = note --shared --kind journal --about {C6} --date 2025-04-13 --title 'Log book, week 5' -m 'Aim of the week: to listen for a whole"
    " meeting. Learned: I prepare my answer while the other one speaks. My mentor asked only one thing: what did they want?'",
    "@ 2025-05-30 15:00",
    "TELC: deliver {C3} --actual 12 --evidence {D}/files/rooms.txt -m 'Twelve rooms are connected.'",
    "meet",
    "@ 2025-06-06 10:00",
    "NSPA: dispute {C3} --reason quality -m 'In rooms 4 and 9 nobody can follow a lesson.' --heard 'the line is there' --remedy 'a second line'",
    "meet",
    "@ 2025-06-10 10:00",
    "TELC: respond {C3} -m 'You are right. The mast is shared with the market; on Thursdays it is full.'",
    "TELC: resolve {C3} --outcome accepted -m 'Two rooms get a second line from the other mast, at our cost. With that it is done.'",
    "meet",
    "@ 2025-06-12 10:00",
    "NSPA: sign {C3}",
    "meet",

    "# Autumn 2025: seats, studies, mentors",
    "@ 2025-09-25 10:00",
    "NSPA: deliver {C4} --no-evidence 'the list of seats names people' -m 'Of 24 seats, 12 were offered first to associations; 11 were taken.'",
    "HUBC: amend {C5} --title 'Six case studies in three languages' --target 6 --reason staffing --why 'two of the storytellers moved away'"
    " -m 'Six, told by those who were there; in English, French and Arabic.'",
    "HUBC: R2 = note --shared --kind story --language fr --date 2025-09-20 --title 'Le jour où la salle a répondu' -m 'Au début, personne ne"
    " parlait. À la fin du trimestre, une mairie et une coopérative avaient signé leur première promesse, sans nous. C’est le changement que"
    " nous avons choisi.'",
    "meet",
    "@ 2025-09-29 10:00",
    "HUBC: accept {C4}",
    "UNIV: sign {C5}",
    "NSPA: R3 = note --shared --kind listening --language ar --date 2025-09-27 --title 'ما سمعناه في القاعة' -m 'قال المشاركون: نريد أن نتعلم كيف"
    " نختلف دون أن نفترق. هذا ما لم نكن نعرف كيف نُدرّسه وحدنا.'",
    "@ 2025-11-24 10:00",
    "HUBC: deliver {C5} --actual 6 --evidence {D}/files/cases.txt -m 'Six, in three languages.'",
    "LEARN: progress {C6} --completion substantial -m '38 of 41 have a mentor; three mentors left.' --barriers 'mentors move posts'"
    " --next 'ask those who finished'",
    "meet",
    "@ 2025-12-01 10:00",
    "UNIV: accept {C5}",
    "LEARN: progress {C2} --completion substantial --actual 17 --slot 1 -m 'Seventeen places were taken; three came back for want of visas.'",
    "TELC: R5 = note --shared --kind outcome-note --title 'People who can negotiate' --principle mutual-benefit -m 'We took on four who finished."
    " They do not sell: they ask. That is worth more than what the lines cost us.'",
    "meet",

    "# Spring 2026: grades, alumni, an offer that crossed its answer",
    "@ 2026-02-02 10:00",
    "NSPA: C7 = promise 'Partnering competence in the grades of the civil service' --to all --due 2026-12-31 --level 3 --driver governance"
    " --contribution authority -m 'Who is promoted to head a unit has shown that he or she can work with other sectors.'",
    "UNIV: C9 = promise 'Alumni network handed over' --to HUBC --due 2026-06-15 --level 2 --contribution access-networks -m 'The list, the"
    " meetings and the name of the network pass to the hub.'",
    "NSPA: R7 = note --shared --kind vision --title 'In ten years' -m 'A mayor is asked in her interview: whom did you promise something, and did"
    " you keep it?'",
    "meet",
    "@ 2026-02-09 10:00",
    "LEARN: sign {C7}",
    "UNIV: sign {C7}",
    "TELC: sign {C7}",
    "HUBC: sign {C7}",
    "HUBC: sign {C9}",
    "meet",
    "@ 2026-05-18 10:00",
    "HUBC: C10 = promise 'A reader for materials that works offline' --to LEARN --due 2026-11-30 --level 1 --contribution skills -m 'A small"
    " program for old telephones.'",
    "meet",
    "@ 2026-05-27 10:00",
    "HUBC: retract {C10} --reason staffing -m 'Our programmer leaves in June.'",
    "@ 2026-05-27 15:00",
    "LEARN: sign {C10}",
    "@ 2026-05-28 09:00",
    "meet",
    "@ 2026-06-10 10:00",
    "UNIV: R10 = note --shared --kind journal --title 'We could have bought a course' -m 'The other way was to buy a course: cheaper in the first"
    " year, and nobody would have asked us to change our calendar. It would have ended with its licence.'",
    "@ 2026-06-29 10:00",
    "meet",
    NULL,
};

const ac_demo ac_demo_cap = {
    .code = "CAP",
    .title = "Certificate in partnering",
    .about = "Five organisations give a certificate that none could give alone: a learning centre, a university, a school, an operator, a hub.",
    .now = "2026-06-30T12:00:00Z",
    .founded = "2025-01-07 09:00",
    .orgs = orgs,
    .files = files,
    .steps = steps,
    .try = "show HUBC-1-5",
};
