/* commands.c - the table of commands: help, parsing, dispatch and tests read the same rows. */
#include "cli/cmds.h"
#include "cli/practice/options.h"

#include <string.h>

const ac_group ac_groups[] = {
    { "write", "say what you promise, do and think" },
    { "sign", "answer a text: nothing binds before every party has signed it" },
    { "look", "see where things stand; looking never writes" },
    { "exchange", "meet partners, over the network or by a file" },
    { "prove", "show that nobody changed the story" },
    { "manage", "this notebook, its partnerships, laptops and keys" },
    { NULL, NULL },
};

const ac_option ac_globals[] = {
    { "notebook", 'N', "DIR", "the notebook in this directory (else $ACCORD_HOME)" },
    { "partnership", 'P', "CODE", "this partnership, where the notebook holds several" },
    { "json", 0, "FIELDS", "one JSON object a line; with =ref,due only those fields", .is_maybe = true },
    { "plain", 0, NULL, "stable text: TAB between columns, nothing cut" },
    { "csv", 0, NULL, "a table for a spreadsheet (lists)" },
    { "markdown", 0, NULL, "what is to be read, as Markdown for a wiki or an e-mail" },
    { "color", 0, "WHEN", "colours: auto, always or never", .choices = "auto|always|never" },
    { "no-pager", 0, NULL, "print long output straight to the terminal" },
    { "no-input", 0, NULL, "never ask; what is missing is an error" },
    { "yes", 'y', NULL, "answer yes (never stands for a signature over a text not seen)" },
    { "quiet", 'q', NULL, "results and errors only" },
    { "verbose", 'v', NULL, "also what happens beneath" },
    { "lang", 0, "LANG", "language of the screen: en, fr, es, ar or pl" },
    { "as-of", 0, "DATE", "what the records said on that day", .is_later = true },
    { "now", 0, "TIME", "the clock of this command, for tests: 2026-06-30T12:00:00Z", .is_later = true },
    { "passphrase-fd", 0, "N", "read the passphrase from this file descriptor", .is_number = true },
    { "passphrase-command", 0, "CMD", "read the passphrase from the first line this command prints" },
    { "help", 'h', NULL, "what the command does, with examples" },
    { "version", 0, NULL, "version of accord and of what it is built on" },
    { NULL },
};

/* --- options several commands share --- */

#define OPT_MESSAGE(what) { "message", 'm', "TEXT", what " (- reads it from standard input)" }
#define OPT_REASON { "reason", 0, "CODE", "why, as a code", .vocab = AC_OF(AC_V_REASON) }
#define OPT_SLOT { "slot", 0, "N", "which of the dated slots, in a recurring promise", .is_number = true }
#define OPT_PRINCIPLE \
    { "principle", 0, "CODE", "equity, transparency or mutual-benefit; may be given again", .vocab = AC_OF(AC_V_PRINCIPLE), .is_many = true }
#define OPT_LEVEL { "level", 0, "N", "1 practical solutions, 2 behaviour and systems, 3 the rules", .is_number = true }
#define OPT_EXIT_CODE { "exit-code", 0, NULL, "exit 4 when something needs attention" }
#define OPT_DRAFT { "draft", 0, NULL, "keep it as a draft on this laptop: not signed, not sent" }
#define OPT_ALL(what) { "all", 'a', NULL, what }
/* Which records: read by cli/filter.c. */
#define OPT_PICK(partner)                                                                         \
    { "partner", 0, "CODE", partner },                                                            \
    { "state", 0, "STATE", "in this state: agreed, delivered, overdue, ..." }, OPT_LEVEL,         \
    { "principle", 0, "CODE", "tagged with this principle", .vocab = AC_OF(AC_V_PRINCIPLE) },     \
    { "from", 0, "DATE", "due, or of, this day or later" },                                       \
    { "until", 0, "DATE", "due, or of, this day or earlier" },                                    \
    { "text", 0, "TEXT", "holding these words side by side; accents and case do not matter" }, OPT_ALL("also what is set aside")

/* The same days in one word: read by cli/period.c. */
#define OPT_PERIOD { "period", 0, "PERIOD", "the same in one: 2026, 2026-q2, 2026-06, or 2026-01-01..2026-06-30" }

/* What was written, by whom and when: read by cli/narrow.c. */
#define OPT_NARROW                                                                                \
    { "kind", 0, "KIND", "in records of this kind: commitment, note, decision, concern, ..." },   \
    { "partner", 0, "CODE", "written by this partner, or promised by or to it" }, OPT_LEVEL,      \
    { "principle", 0, "CODE", "tagged with this principle", .vocab = AC_OF(AC_V_PRINCIPLE) },     \
    { "from", 0, "DATE", "written on this day or later" },                                        \
    { "until", 0, "DATE", "written on this day or earlier" }, OPT_PERIOD

/* The terms of a promise: the same for promise, ask, amend, resolve and reopen. */
#define OPT_TERMS                                                                                               \
    { "due", 0, "DATE", "when it will be done: 2026-09-30, end of september, +2w" },                            \
    { "start", 0, "DATE", "when it begins" },                                                                   \
    { "expires", 0, "DATE", "until when the offer stands" },                                                    \
    { "slot", 0, "DATE", "a dated slot of a recurring promise; give it again for each", .is_many = true },      \
    { "every", 0, "PERIOD", "slots from --due on, one every month, quarter or year", .choices = "month|quarter|year" }, \
    { "until", 0, "DATE", "the last slot of --every" },                                                         \
    { "need", 0, "N", "how many of the partners promised to must accept (else all)", .is_number = true },      \
    OPT_LEVEL, OPT_PRINCIPLE,                                                                                   \
    { "contribution", 0, "CODE", "what it brings", .vocab = AC_OF(AC_V_CONTRIBUTION) },                         \
    { "driver", 0, "CODE", "which reason for the partnership it serves", .vocab = AC_OF(AC_V_DRIVER) },         \
    { "origin", 0, "CODE", "what it grew out of", .vocab = AC_OF(AC_V_ORIGIN) },                                \
    { "unit", 0, "TEXT", "what is counted: facades, interns, PLN" },                                            \
    { "target", 0, "TEXT", "how many of them" },                                                                \
    { "baseline", 0, "TEXT", "how many there are now" },                                                        \
    { "amounts", 0, "TEXT", "money, with its currency: 600000 PLN" },                                           \
    { "check", 0, "TEXT", "how the other side will know that it is done" },                                     \
    { "problem", 0, "TEXT", "the problem it answers" },                                                         \
    { "how", 0, "TEXT", "how it helps" },                                                                       \
    { "conditions", 0, "TEXT", "what it depends on" },                                                          \
    { "depends-on", 0, "TEXT", "other promises it waits for" },                                                 \
    { "language", 0, "LANG", "language of the text, as en, fr, ar" }

static const ac_option opt_promise[] = {
    { "to", 0, "CODES", "who it is promised to: CITY,SASI or all" }, OPT_TERMS,
    OPT_MESSAGE("what will be done, in full"),
    { "follows", 0, "REF", "an ended promise that this one follows" }, OPT_DRAFT,
    { NULL },
};
static const ac_option opt_ask[] = {
    { "of", 0, "CODE", "who is asked to promise" },
    { "to", 0, "CODES", "who it would be promised to (else you)" }, OPT_TERMS,
    OPT_MESSAGE("what should be done, in full"),
    { "follows", 0, "REF", "an ended promise that this one follows" }, OPT_DRAFT,
    { NULL },
};
static const ac_option opt_amend[] = {
    { "title", 0, "TEXT", "another title" },
    { "from", 0, "CODE", "another promising partner" },
    { "to", 0, "CODES", "other partners promised to" }, OPT_TERMS, OPT_REASON,
    OPT_MESSAGE("what will be done, in full"),
    { "why", 0, "TEXT", "why the text should change" },
    { "clear", 0, "NAMES", "leave these out of the new text: amounts,conditions" }, OPT_DRAFT,
    { NULL },
};
static const ac_option opt_resolve[] = {
    { "take", 0, "LETTER", "on a clash: sign this text (A, B, ...)" },
    { "outcome", 0, "CODE", "on a dispute: how it ends", .vocab = AC_OF(AC_V_OUTCOME) },
    { "title", 0, "TEXT", "another title" }, OPT_TERMS,
    OPT_MESSAGE("what you agree on"),
    { "action", 0, "TEXT", "what will be done from now on, where the terms change" },
    { NULL },
};
static const ac_option opt_reopen[] = {
    OPT_REASON, OPT_MESSAGE("why it is opened again"),
    { NULL },
};
static const ac_option opt_sign[] = {
    { "terms", 0, "ID", "sign without a question when this is the full id of the text" },
    OPT_MESSAGE("words that travel with the signature"),
    { NULL },
};
static const ac_option opt_decline[] = {
    { "terms", 0, "ID", "which text, where several wait: its full id" }, OPT_REASON,
    OPT_MESSAGE("words that travel with it"),
    { NULL },
};
static const ac_option opt_retract[] = {
    { "reason", 0, "CODE", "why, as a code (also: expired)" },
    { "text", 0, "ID", "which of your texts, where several wait: its full id" },
    { "delivery", 0, NULL, "take the delivery back" },
    { "dispute", 0, NULL, "lay the dispute down" }, OPT_SLOT,
    OPT_MESSAGE("words that travel with it"),
    { NULL },
};
static const ac_option opt_progress[] = {
    { "completion", 0, "CODE", "how far it is", .vocab = AC_OF(AC_V_COMPLETION) },
    { "actual", 0, "TEXT", "the figure reached" }, OPT_SLOT,
    OPT_MESSAGE("what happened"),
    { "barriers", 0, "TEXT", "what stood in the way" },
    { "opportunities", 0, "TEXT", "what opened up" },
    { "next", 0, "TEXT", "the next step" },
    { "why-not-assessed", 0, "TEXT", "why no completion is given" },
    { NULL },
};
static const ac_option opt_deliver[] = {
    OPT_SLOT,
    { "evidence", 0, "FILE", "a file that shows it; stays here, its fingerprint travels; may be given again", .is_many = true },
    { "no-evidence", 0, "WHY", "why there is no file" },
    { "actual", 0, "TEXT", "the figure reached" },
    OPT_MESSAGE("what was delivered"),
    { NULL },
};
static const ac_option opt_accept[] = {
    OPT_SLOT,
    { "claim", 0, "ID", "which delivery, where several wait: its full id" },
    { "reservations", 0, "TEXT", "accept, with these reservations" }, OPT_REASON,
    OPT_MESSAGE("words that travel with it"),
    { NULL },
};
static const ac_option opt_dispute[] = {
    OPT_REASON, OPT_SLOT,
    { "claim", 0, "ID", "which delivery, where several wait: its full id" },
    OPT_MESSAGE("on what grounds"),
    { "heard", 0, "TEXT", "what you heard the other side say" },
    { "remedy", 0, "TEXT", "what would put it right" },
    { NULL },
};
static const ac_option opt_respond[] = {
    { "dispute", 0, "ID", "which dispute, where several stand: its full id" },
    OPT_MESSAGE("your answer"),
    { NULL },
};
static const ac_option opt_exit[] = {
    OPT_REASON, OPT_MESSAGE("words that travel with it"),
    { NULL },
};
static const ac_option opt_suspend[] = {
    OPT_REASON,
    { "until", 0, "DATE", "until when, as far as you know" },
    { "depends-on", 0, "TEXT", "what it waits for" },
    OPT_MESSAGE("words that travel with it"),
    { NULL },
};
static const ac_option opt_share[] = {
    { "with-addenda", 0, NULL, "what was added to it later goes along" },
    { NULL },
};
static const ac_option opt_resume[] = {
    OPT_MESSAGE("words that travel with it"),
    { NULL },
};
static const ac_option opt_note[] = {
    { "about", 0, "REF", "what it is about; may be given again", .is_many = true },
    { "kind", 0, "CODE", "kind of reflection (else journal)", .vocab = AC_OF(AC_V_REFLECTION) },
    { "date", 0, "DATE", "when it happened" },
    { "title", 0, "TEXT", "a title" }, OPT_PRINCIPLE, OPT_LEVEL,
    { "add-to", 0, "REF", "add to an earlier reflection: it is not rewritten" },
    { "shared", 0, NULL, "for all partners at once, instead of private" },
    { "language", 0, "LANG", "language of the text, as en, fr, ar" },
    { "template", 0, "NAME", "with the questions of this template (accord template list)" },
    OPT_MESSAGE("the reflection"), OPT_DRAFT,
    { NULL },
};
static const ac_option opt_board[] = {
    OPT_EXIT_CODE,
    { NULL },
};
static const ac_option opt_list[] = {
    OPT_PICK("promised by or to this partner; of a note: written by it"), OPT_PERIOD,
    { "kind", 0, "CODE", "of this kind: of reflections, contributions, risks, reviews, evidence" },
    { "excel", 0, NULL, "with --csv: for people with a spreadsheet (mark of UTF-8; formulas are guarded)" },
    { "separator", 0, "WHICH", "with --csv: what stands between cells: comma, semicolon or tab", .choices = "comma|semicolon|tab" },
    OPT_EXIT_CODE,
    { NULL },
};
static const ac_option opt_calendar[] = {
    { "out", 'o', "FILE", "the file, for example due.ics; - for standard output" },
    { "mine", 0, NULL, "only what you promised yourselves" },
    OPT_PICK("promised by or to this partner"), OPT_PERIOD,
    { "remind", 0, "DAYS", "a reminder so many days before; without it there is none", .is_number = true },
    { NULL },
};
static const ac_option opt_report[] = {
    { "html", 'o', "FILE", "the file, for example report.html; - for standard output" },
    { "iati", 0, "FILE", "the same for donors' programs: activities of the IATI standard 2.03, as XML" },
    { "csv", 0, "FILE", "the promises as a table: how each counts, since when; alone or beside --html" },
    { "excel", 0, NULL, "with --csv: for people with a spreadsheet (mark of UTF-8; formulas are guarded)" },
    { "period", 0, "PERIOD", "what happened in 2026, 2026-q2, 2026-06, or 2026-01-01..2026-06-30 (else from the beginning)" },
    { "everybody", 0, NULL, "in --iati: what partners promised too, marked as reported by a second party" },
    { "country", 0, "CODE", "in --iati: the country it is for, as PL" },
    { "dac-sector", 0, "CODE", "in --iati: the DAC sector, five digits, as 43030" },
    OPT_PICK("only promises made by or to this partner"),
    { NULL },
};
static const ac_option opt_show[] = {
    { "full", 0, NULL, "full ids, every detail" },
    { NULL },
};
static const ac_option opt_search[] = {
    { "without", 0, "WORDS", "leave out what holds this; may be given again", .is_many = true },
    OPT_NARROW,
    { "limit", 'n', "N", "at most so many", .is_number = true }, OPT_ALL("also what is set aside"),
    { NULL },
};
static const ac_option opt_log[] = {
    { "new", 0, NULL, "only what came since you last looked so" },
    { "limit", 'n', "N", "the newest N", .is_number = true },
    OPT_NARROW,
    { "full", 0, NULL, "full ids" },
    OPT_ALL("also receipts and other small matters"),
    { NULL },
};
static const ac_option opt_status[] = {
    OPT_EXIT_CODE,
    { NULL },
};
static const ac_option opt_invite[] = {
    { "file", 'f', "FILE", "write the invitation into this file" },
    { "role", 0, "ROLE", "partner, or observer (may read)", .choices = "partner|observer" },
    { "address", 0, "ADDR", "where you answer: tcp://HOST:PORT; may be given again", .is_many = true },
    { "hold", 0, NULL, "nobody enters by it before you type accord admit" },
    { "list", 'l', NULL, "invitations, and who waits to be admitted" },
    { NULL },
};
static const ac_option opt_join[] = {
    { "reply", 0, "FILE", "write the reply file here instead of beside the invitation" },
    { "by-file", 0, NULL, "do not try the network: write the reply file" },
    { NULL },
};
static const ac_option opt_sync[] = {
    { "to", 0, "ADDR", "dial this address: tcp://HOST:PORT" },
    { "folder", 0, "DIR", "exchange through a directory that something else keeps in step" },
    { NULL },
};
static const ac_option opt_serve[] = {
    { "listen", 'l', "ADDR", "answer here: tcp://HOST:PORT, port 0 takes a free one" },
    { "announce", 0, "ADDR", "tell partners that you answer at this address" },
    { NULL },
};
static const ac_option opt_export[] = {
    { "to", 'o', "FILE", "the file, or a directory: then a name is made" },
    { "for", 0, "CODE", "sealed for this organisation and yours (else for all members)" },
    { "open", 0, NULL, "readable by anybody" },
    { NULL },
};
static const ac_option opt_import[] = {
    { "dry-run", 0, NULL, "say what would happen, write nothing" },
    { "template", 0, "KIND", "the first row of a table of this kind, and what its columns take" },
    { "to", 'o', "FILE", "with --template: into this file" },
    { "again", 0, NULL, "import a table that was imported before once more" },
    { "as", 0, "KIND", "the rows of the table are of this kind, where its first row fits several" },
    { "excel", 0, NULL, "the table was written with --excel: its guards come off; with --template: for a spreadsheet" },
    { NULL },
};
static const ac_option opt_init[] = {
    { "org", 0, "NAME", "name of the organisation" },
    { "code", 0, "CODE", "its short code, 3 to 6 letters" },
    { "sector", 0, "CODE", "its sector", .vocab = AC_OF(AC_V_SECTOR) },
    { "label", 0, "TEXT", "what this laptop is called (no names of persons)" },
    { "no-passphrase", 0, NULL, "leave the signing key without a passphrase" },
    { NULL },
};
static const ac_option opt_start[] = {
    { "code", 0, "CODE", "its short code, 3 to 6 letters" },
    { NULL },
};
static const ac_option opt_close[] = {
    { "as", 0, "STATE", "closed-achieved, closed-ended, handed-over; or closing, active", .vocab = AC_OF(AC_V_PARTNERSHIP) },
    { "successor", 0, "TEXT", "who goes on with it" },
    OPT_MESSAGE("how it ends, and who goes on with what"),
    { NULL },
};
static const ac_option opt_archive[] = {
    { "to", 'o', "DIR", "a new directory, or an empty one" },
    { NULL },
};
static const ac_option opt_leave[] = {
    { "reason", 0, "CODE", "why, as a code", .vocab = AC_OF(AC_V_REASON) },
    { NULL },
};
static const ac_option opt_address[] = {
    { "clear", 0, NULL, "forget the address" },
    { NULL },
};
static const ac_option opt_device_invite[] = {
    { "file", 'f', "FILE", "write the invitation into this file" },
    { "address", 0, "ADDR", "where this laptop answers: tcp://HOST:PORT; may be given again", .is_many = true },
    { NULL },
};
static const ac_option opt_device_join[] = {
    { "label", 0, "TEXT", "what this laptop is called (no names of persons)" },
    { "no-passphrase", 0, NULL, "leave the signing key without a passphrase" },
    { "reply", 0, "FILE", "write the reply file here instead of beside the invitation" },
    { "by-file", 0, NULL, "do not try the network: write the reply file" },
    { NULL },
};
static const ac_option opt_sheet[] = {
    { "to", 'o', "FILE", "write the sheet into this file, to be printed (else on the screen)" },
    { NULL },
};
static const ac_option opt_unlock[] = {
    { "for", 0, "TIME", "how long: 30m, 1h, 8h, 2d" },
    { NULL },
};
static const ac_option opt_demo[] = {
    { "dir", 'd', "DIR", "lay the notebooks here (else in a new directory)" },
    { NULL },
};

#define SAVED "0 saved · 1 not possible now · 2 something is missing · 5 no such reference · 7 key locked or not your role"

const ac_command ac_commands[] = {
    /* --- write --- */
    { "promise", "write", "TITLE --to CODE[,CODE]|all --due DATE [options]", "Promise something to partners.",
      { { "accord promise \"Shared guide\" --to HERI --due \"end of september\"", "offer it for signature" },
        { "accord promise \"Water readings\" --to all --due 2026-03-31 --every quarter --until 2026-12-31", "four dated slots" },
        { "accord promise", "answer questions instead" } },
      opt_promise, 0, 1, AC_NEEDS_KEY,
      .notes = "A promise binds when every partner named has signed its exact text. Without flags, questions are asked.\n"
               "Hints about what a good promise says are advice; nothing is refused for them (accord template show smart).",
      .exits = SAVED, .more = "accord sign, accord amend, accord deliver", .run = ac_cmd_promise },
    { "ask", "write", "TITLE --of CODE [--to CODE] --due DATE [options]", "Ask a partner to promise something.",
      { { "accord ask \"Reply to permits in 30 days\" --of HERI --due 2026-12-31", "HERI signs, or declines" },
        { "accord ask \"Open the archive\" --of CITY --to SASI,ARCH --due q3", "promised to others too" } },
      opt_ask, 0, 1, AC_NEEDS_KEY,
      .notes = "An ask binds when the partner asked, and everybody else named, has signed it.",
      .exits = SAVED, .more = "accord promise, accord sign", .run = ac_cmd_ask },
    { "amend", "write", "REF [options] [--reason CODE] [--why TEXT]", "Propose another text for a promise.",
      { { "accord amend RIVR-1-12 --due 2026-12-15 --reason funding --why \"council vote moved\"", "another date; the rest stays as it is" },
        { "accord amend RIVR-1-12 --title \"Drains, in two payments\" --amounts \"300000 PLN\"", "other words" } },
      opt_amend, 1, 1, AC_NEEDS_KEY,
      .notes = "The new text repeats all terms of the one in force but for what you change. Until every party has\n"
               "signed it, the text in force stands.",
      .exits = SAVED, .more = "accord sign, accord decline, accord resolve", .run = ac_cmd_amend },
    { "progress", "write", "REF [--completion CODE] [--actual N] -m TEXT", "Report how a promise of yours goes.",
      { { "accord progress ARCH-1-15 --actual 128 -m \"Ward 3 done\"", "a figure and words" },
        { "accord progress ARCH-1-15 --completion substantial -m \"Ward 4 delayed\" --next \"scaffolding moves in May\"", "how far, and what comes next" } },
      opt_progress, 1, 1, AC_NEEDS_KEY, .exits = SAVED, .more = "accord deliver, accord suspend", .run = ac_cmd_progress },
    { "deliver", "write", "REF [--slot N] (--evidence FILE ... | --no-evidence WHY) -m TEXT", "Say that a promise of yours is delivered.",
      { { "accord deliver ARCH-1-15 --actual 152 --evidence survey.pdf -m \"All wards\"", "the file stays here, its fingerprint travels" },
        { "accord deliver SASI-1-4 --no-evidence \"an evening, nobody took pictures\" -m \"Held\"", "without a file" } },
      opt_deliver, 1, 1, AC_NEEDS_KEY,
      .notes = "Delivered is what you say; accepted is what the others say. Silence is not assent.",
      .exits = SAVED, .more = "accord accept, accord dispute, accord retract", .run = ac_cmd_deliver },
    { "accept", "write", "REF [--slot N] [--reservations TEXT]", "Accept what was delivered to you.",
      { { "accord accept ARCH-1-15", "the delivery that waits" },
        { "accord accept RIVR-1-3 --slot 3 --reservations \"two families still wait\"", "one slot, with reservations" } },
      opt_accept, 1, 1, AC_NEEDS_KEY, .notes = "What is accepted is not taken back; a finished promise can only be reopened by all.",
      .exits = SAVED, .more = "accord dispute, accord reopen", .run = ac_cmd_accept },
    { "dispute", "write", "REF --reason CODE -m TEXT", "Dispute a delivery, or that nothing was delivered.",
      { { "accord dispute HERI-1-4 --reason not-delivered -m \"41 days without a reply\"", "no delivery" },
        { "accord dispute TELC-1-3 --slot 2 --reason quality -m \"two rooms\" --remedy \"a second line\"", "and what would put it right" } },
      opt_dispute, 1, 1, AC_NEEDS_KEY, .exits = SAVED, .more = "accord respond, accord resolve, accord retract", .run = ac_cmd_dispute },
    { "respond", "write", "REF -m TEXT", "Answer a dispute of a promise of yours.",
      { { "accord respond HERI-1-4 -m \"Two inspectors left in May\"", "the turn passes" },
        { "accord respond HERI-1-4 -m -", "read the answer from standard input" } },
      opt_respond, 1, 1, AC_NEEDS_KEY, .exits = SAVED, .more = "accord resolve", .run = ac_cmd_respond },
    { "withdraw", "write", "REF --reason CODE [-m TEXT]", "Withdraw a promise of yours: it will not be kept.",
      { { "accord withdraw RIVR-1-10 --reason funding -m \"budget cut\"", "said openly, with the reason" },
        { "accord withdraw RIVR-1-10 --reason staffing --yes", "without a question" } },
      opt_exit, 1, 1, AC_NEEDS_KEY, .notes = "Withdrawn counts as not kept. Where both sides agree to let it go, the other side releases instead.",
      .exits = SAVED, .more = "accord release, accord amend", .run = ac_cmd_withdraw },
    { "release", "write", "REF [--reason CODE] [-m TEXT]", "Release a partner from a promise made to you.",
      { { "accord release RIVR-1-10 -m \"not needed any more\"", "counts as neither kept nor broken" },
        { "accord release RIVR-1-10 --reason context-changed --yes", "without a question" } },
      opt_exit, 1, 1, AC_NEEDS_KEY, .notes = "It is over when all it was promised to have released it. This is not taken back.",
      .exits = SAVED, .more = "accord withdraw", .run = ac_cmd_release },
    { "suspend", "write", "REF --reason CODE [--until DATE] [-m TEXT]", "Put a promise on hold.",
      { { "accord suspend ENVM-1-6 --reason law-or-permit -m \"new data act\"", "it rests until you resume it" },
        { "accord suspend ENVM-1-6 --reason dependency-late --until q3 --depends-on \"the court's word\"", "until when, and on what" } },
      opt_suspend, 1, 1, AC_NEEDS_KEY, .exits = SAVED, .more = "accord resume", .run = ac_cmd_suspend },
    { "resume", "write", "REF [-m TEXT]", "Go on with a promise you had put on hold.",
      { { "accord resume ENVM-1-6", "on again" }, { "accord resume ENVM-1-6 -m \"permit came\"", "with words" } },
      opt_resume, 1, 1, AC_NEEDS_KEY, .exits = SAVED, .more = "accord suspend", .run = ac_cmd_resume },
    { "reopen", "write", "REF [-m TEXT]", "Propose to open a finished promise again.",
      { { "accord reopen MERI-1-3 --reason scope -m \"a road was cut\"", "all must sign" },
        { "accord reopen MERI-1-3 -m \"the survey was wrong\"", "words alone" } },
      opt_reopen, 1, 1, AC_NEEDS_KEY, .exits = SAVED, .more = "accord sign", .run = ac_cmd_reopen },
    { "note", "write", "[--about REF] [--kind CODE] [--date D] [--add-to REF] -m TEXT", "Write a reflection; private until you share it.",
      { { "accord note --about ARCH-1-15 -m \"Rain came early; we should have asked first.\"", "stays with your organisation" },
        { "accord note --kind aar --date 2026-06-12", "opens your editor" },
        { "accord note --add-to ARCH-1-p4 -m \"It was the second week of June.\"", "an addendum; the first text stays" } },
      opt_note, 0, 0, AC_NEEDS_KEY,
      .notes = "Private reflections are kept among the laptops of your organisation and shown to nobody else.",
      .exits = SAVED, .more = "accord share, accord list notes", .run = ac_cmd_note },
    { "draft list", "write", "", "What was begun and not signed.",
      { { "accord draft list", "numbers, what they would be, how they begin" }, { "accord draft list --json", "for scripts" } },
      NULL, 0, 0, AC_NEEDS_READ, .has_csv = true, .has_pager = true,
      .notes = "A draft lies on this laptop alone. Nobody else sees it or counts it before you sign it.",
      .exits = "0", .more = "accord draft edit, accord draft sign", .run = ac_cmd_draft_list },
    { "draft show", "write", "N", "The whole text of a draft.",
      { { "accord draft show 3", "as it would be signed" }, { "accord draft show text-1", "a text from the editor that was not saved" } },
      NULL, 1, 1, AC_NEEDS_READ, .has_pager = true, .exits = "0 · 5 no such draft", .more = "accord draft list", .run = ac_cmd_draft_show },
    { "draft edit", "write", "N [TITLE] [options]", "Change a draft: in the editor, or by options.",
      { { "accord draft edit 3", "its texts, in the editor" },
        { "accord draft edit 3 --due 2026-10-01 --to HERI", "the options of the command that began it" },
        { "accord draft edit text-1", "a text that was not saved becomes a draft" } },
      NULL, 1, 2, AC_NEEDS_WRITE, .takes_drafted = true,
      .notes = "It takes the options of the command that began the draft (accord help promise, accord help note, ...).",
      .exits = "0 changed · 2 not an option of it · 5 no such draft", .more = "accord draft sign", .run = ac_cmd_draft_edit },
    { "draft sign", "write", "N [--yes]", "Sign a draft: it becomes the record it was meant to be.",
      { { "accord draft sign 3", "shows the whole text, then asks" }, { "accord draft sign 3 --yes", "it was read already" } },
      NULL, 1, 1, AC_NEEDS_KEY,
      .notes = "What came since counts: where the text it would replace has moved, it is refused and stays a draft.",
      .exits = SAVED, .more = "accord draft show, accord sync", .run = ac_cmd_draft_sign },
    { "draft drop", "write", "N [--yes]", "Throw a draft away; its text is erased from this laptop.",
      { { "accord draft drop 3", "asks once" }, { "accord draft drop text-1 --yes", "without a question" } },
      NULL, 1, 1, AC_NEEDS_WRITE, .exits = "0 dropped · 5 no such draft", .more = "accord draft list", .run = ac_cmd_draft_drop },
    { "template list", "write", "", "Questions that help to write: reviews, stories, agreements, and others.",
      { { "accord template list", "which there are" }, { "accord note --template art", "write with the questions of one" } },
      NULL, 0, 0, AC_NEEDS_NOTHING, .has_csv = true, .has_pager = true, .exits = "0", .more = "accord template show, accord note",
      .run = ac_cmd_template_list },
    { "template show", "write", "NAME", "The questions of one template.",
      { { "accord template show assessment", "thirteen questions before you take a partner" },
        { "accord template show smart", "what a good promise says" } },
      NULL, 1, 1, AC_NEEDS_NOTHING, .has_pager = true, .exits = "0 · 5 no such template", .more = "accord template list, accord note",
      .run = ac_cmd_template_show },
    { "share", "write", "REF [--with-addenda]", "Show a private reflection or record to all partners. It cannot be taken back.",
      { { "accord share ARCH-1-p4", "asks once" }, { "accord share ARCH-1-p4 --yes", "without a question" } },
      opt_share, 1, 1, AC_NEEDS_KEY,
      .notes = "A copy is written for the partners; it names the day the reflection is about and the id of the private\n"
               "one. What you added to it later stays private unless you say --with-addenda.",
      .exits = SAVED, .more = "accord note", .run = ac_cmd_share },

    /* --- write: the practice --- */
    { "why", "write", "[TEXT] --driver CODE [--gain CODE]", "Why you partner, in your own words; private until you share it.",
      { { "accord why \"Alone we dig up what others have just paved\" --driver cannot-alone --gain reform", "the driver as a code, the reason in words" },
        { "accord why CITY-1-p3 --gain scale --gain impact", "change one that is there" },
        { "accord why", "answer questions instead" } },
      ac_opt_why, 0, 1, AC_NEEDS_KEY,
      .notes = "What all partners say together stands in the profile of the partnership: accord partnership edit.",
      .exits = SAVED, .more = "accord share, accord gain, accord list whys", .run = ac_cmd_why },
    { "bring", "write", "TITLE --kind CODE [--amount \"600000 PLN\"] [--state CODE]", "What your organisation brings; what is not cash counts beside cash.",
      { { "accord bring \"Survey team of six students\" --kind people --form in-kind --state offered", "on the resource map of all" },
        { "accord bring ARCH-1-4 --state given", "change one that is there" },
        { "accord bring \"Drains\" --kind cash --amount \"600000 PLN\" --about RIVR-1-12", "for one promise" } },
      ac_opt_bring, 0, 1, AC_NEEDS_KEY, .exits = SAVED, .more = "accord list contributions, accord promise", .run = ac_cmd_bring },
    { "gain", "write", "TITLE [--kind CODE] [--state CODE --evidence TEXT --date DATE]", "What your organisation wants for itself, and whether it came.",
      { { "accord gain \"Interns who stay in the trade\" --kind sustainability", "wanted" },
        { "accord gain ARCH-1-5 --state realised --evidence \"four of six were hired\" --date june", "it came" } },
      ac_opt_gain, 0, 1, AC_NEEDS_KEY, .notes = "Every partner keeps a list of its own: a partnership lasts when each of them finds something in it.",
      .exits = SAVED, .more = "accord list benefits, accord why", .run = ac_cmd_gain },
    { "outcome", "write", "TITLE [--who TEXT] [--date DATE] [--level N] [--inheritor TEXT]", "What changed, our part in it, and whether it still runs.",
      { { "accord outcome \"The city plans with residents\" --who \"planning office\" --date 2026-05-02 --level 2 --inheritor \"planning office\" --began 2021-02-01", "who does something differently" },
        { "accord outcome CITY-1-31 --still-running yes -m \"the course is full again\"", "each year: does it still run?" },
        { "accord outcome CITY-1-31 --level 3", "change one that is there" } },
      ac_opt_outcome, 0, 1, AC_NEEDS_KEY, .exits = SAVED, .more = "accord list outcomes, accord show", .run = ac_cmd_outcome },
    { "decide", "write", "TITLE --date DATE [--roles TEXT] [--dissent TEXT] [--action TEXT]", "What was decided, by which roles, and who saw it otherwise.",
      { { "accord decide \"Two yards first, not four\" --date yesterday --roles \"council, site manager\" --dissent \"HERI: all four are listed\"", "dissent is kept" },
        { "accord decide CITY-1-33 --action \"ARCH redraws the plan\"", "change one that is there" } },
      ac_opt_decide, 0, 1, AC_NEEDS_KEY, .exits = SAVED, .more = "accord list decisions, accord promise", .run = ac_cmd_decide },
    { "risk", "write", "TITLE --kind CODE [--likelihood CODE --severity CODE] [--owner CODE]", "A risk, assumption, issue or dependency, and who looks after it.",
      { { "accord risk \"The grant may come late\" --kind risk --likelihood high --severity medium --owner RIVR --due +3m", "look at it again in three months" },
        { "accord risk CITY-1-35 --state closed", "any partner may change it" } },
      ac_opt_risk, 0, 1, AC_NEEDS_KEY, .exits = SAVED, .more = "accord list risks", .run = ac_cmd_risk },
    { "question", "write", "TEXT --of CODE [--about REF] [--own-answer TEXT]", "Ask a partner something; say first how you would answer it.",
      { { "accord question \"Who pays if the yard floods again?\" --of RIVR --about RIVR-1-12 --own-answer \"we would share it\"", "about a promise" },
        { "accord question CITY-1-40 --due friday", "change one that is there" } },
      ac_opt_question, 0, 1, AC_NEEDS_KEY, .exits = SAVED, .more = "accord reply, accord list questions", .run = ac_cmd_question },
    { "reply", "write", "REF [TEXT]", "Reply to a question.",
      { { "accord reply CITY-1-40 -m \"Half each; our board has seen it\"", "all partners read it" },
        { "accord reply CITY-1-40 -m -", "read the reply from standard input" } },
      ac_opt_reply, 1, 2, AC_NEEDS_KEY, .exits = SAVED, .more = "accord question, accord show", .run = ac_cmd_reply },
    { "milestone", "write", "REF [TITLE] --due DATE", "A step on the way of a promise.",
      { { "accord milestone ARCH-1-15 \"Ward 3 surveyed\" --due \"end of may\"", "on a promise" },
        { "accord milestone ARCH-1-16 --completion complete", "a step that is there" } },
      ac_opt_milestone, 1, 2, AC_NEEDS_KEY, .exits = SAVED, .more = "accord progress, accord show", .run = ac_cmd_milestone },
    { "agree", "write", "[--clause CODE | --principle CODE | --sign] [-m TEXT]", "The partnering agreement: its clauses, its marks, its signatures.",
      { { "accord agree", "as it stands, and who has signed it" },
        { "accord agree --clause decisions -m \"By all, within ten days\" --mark partially", "a clause and its mark" },
        { "accord agree --principle equity -m \"A seat for who has least\"", "what it means to you" } },
      ac_opt_agree, 0, 0, AC_NEEDS_WRITE,
      .notes = "Every partner may write a clause. The agreement is in force while every partner has signed exactly what stands; a mark\n"
               "says how far a clause is lived, and changes nothing that was signed. It is no contract.",
      .exits = "0 · 1 nothing to sign · 2 something is missing · 5 the text differs from --terms · 7 key locked or not your role",
      .more = "accord principles, accord review", .run = ac_cmd_agree },
    { "check", "write", "TITLE [--due DATE] | REF [--mark ASPECT=LIGHT ...] [-m TEXT] [--open]", "The health check: everybody answers before anybody reads.",
      { { "accord check \"Before the October meeting\" --due 2026-10-10", "begin one" },
        { "accord check CITY-1-31 --mark heard=amber --mark worth=green -m \"We were told late\"", "your answer, held back" },
        { "accord check CITY-1-31 --open", "let the others read yours" } },
      ac_opt_check, 0, 1, AC_NEEDS_WRITE,
      .notes = "Answers stay with the organisation that wrote them until they are opened, best when all have answered: so nobody is swayed.\n"
               "Green, amber and red are no marks for partners; they say where to talk.",
      .exits = SAVED, .more = "accord principles, accord note", .run = ac_cmd_check },
    { "review", "write", "KIND | REF [options] | --pack", "Review the partnership, in one of five ways.",
      { { "accord review reviewing --date 2026-10-10 --title \"Second year\"", "begin one" },
        { "accord review CITY-1-40 -m \"Permits come in time\" --verdict continue", "your sheet" },
        { "accord review --pack", "what all five ways need, on one page" } },
      ac_opt_review, 0, 1, AC_NEEDS_WRITE,
      .notes = "Kinds: tracking, reflecting, reviewing (value for each partner), impact, paradigm (was it better than the alternatives?).",
      .exits = SAVED, .more = "accord value, accord principles, accord pyramid", .run = ac_cmd_review },
    { "evidence add", "write", "FILE [--title TEXT] [--about REF]", "Write down a file that shows something; it stays here, its fingerprint travels.",
      { { "accord evidence add survey.pdf --title \"The facades of ward 3\" --about ARCH-1-15", "on a promise" },
        { "accord evidence add yard.jpg --kind photo --captured 2026-05-02 --consent \"all shown agreed, by form\"", "a photo, with consent" },
        { "accord evidence add ARCH-1-17 --sensitivity restricted", "change what is said of one" } },
      ac_opt_evidence, 1, 1, AC_NEEDS_KEY, .notes = "Where the file lies is remembered on this laptop alone.",
      .exits = SAVED, .more = "accord evidence list, accord deliver", .run = ac_cmd_evidence_add },
    { "evidence list", "write", "[REF]", "All files that show something: whose, and which of them are here and unchanged.",
      { { "accord evidence list", "of deliveries, and written down by themselves" }, { "accord evidence list ARCH-1-15 --full", "of one promise" } },
      ac_opt_evidence_list, 0, 1, AC_NEEDS_READ, .has_csv = true, .has_pager = true,
      .exits = "0 · 4 with --exit-code: a file has changed · 5 no such reference", .more = "accord evidence add", .run = ac_cmd_evidence_list },

    /* --- sign --- */
    { "sign", "sign", "REF [--terms ID] [-m TEXT]", "Sign the exact text of a commitment for your organisation.",
      { { "accord sign ARCH-1-22", "read the text, then decide" },
        { "accord sign ARCH-1-22 --terms FULL-ID", "for scripts: only if the text is still the same" } },
      opt_sign, 1, 1, AC_NEEDS_KEY,
      .notes = "Signing cannot be undone. If the text changes later, everyone is asked again.",
      .exits = "0 signed · 1 not possible now · 5 no such reference, or the text differs · 7 key locked or not your role",
      .more = "accord decline, accord show", .run = ac_cmd_sign },
    { "decline", "sign", "REF --reason CODE [-m TEXT]", "Decline a text that waits for your signature.",
      { { "accord decline TELC-1-8 --reason staffing -m \"nobody free before autumn\"", "closed for all" },
        { "accord decline TELC-1-8 --reason scope --terms FULL-ID", "one of several texts" } },
      opt_decline, 1, 1, AC_NEEDS_KEY, .exits = SAVED, .more = "accord sign, accord amend", .run = ac_cmd_decline },
    { "retract", "sign", "REF [--delivery | --dispute] [--reason CODE]", "Take back a text, delivery or dispute of yours.",
      { { "accord retract HUBC-1-10 --reason scope", "an offer nobody has agreed to yet" },
        { "accord retract ARCH-1-15 --delivery --reason timing", "a delivery nobody has answered" },
        { "accord retract SASI-1-7 --dispute --reason context-changed", "lay a dispute down" } },
      opt_retract, 1, 1, AC_NEEDS_KEY, .notes = "What was signed by all is not retracted: amend, withdraw or release it.",
      .exits = SAVED, .more = "accord withdraw, accord release", .run = ac_cmd_retract },
    { "resolve", "sign", "REF [--take LETTER | --outcome CODE -m TEXT]", "Settle a clash of texts, or a dispute.",
      { { "accord resolve RIVR-1-12", "read all texts, then choose" },
        { "accord resolve RIVR-1-12 --take B", "for scripts: sign text B" },
        { "accord resolve HERI-1-4 --outcome in-progress -m \"replies in 30 days from now on\"", "a way out of a dispute, for all to sign" } },
      opt_resolve, 1, 1, AC_NEEDS_KEY, .exits = SAVED, .more = "accord sign, accord amend", .run = ac_cmd_resolve },

    /* --- look --- */
    { "board", "look", "", "What waits for you, for others, and what is late.",
      { { "accord", "every partnership of this notebook" }, { "accord board -P KRK", "this one" } },
      opt_board, 0, 0, AC_NEEDS_READ, .has_pager = true, .exits = "0 · 4 with --exit-code: something needs attention",
      .more = "accord list, accord status", .run = ac_cmd_board },
    { "principles", "look", "", "Equity, transparency, mutual benefit: meant, seen, felt.",
      { { "accord principles", "prompts for a talk, never a ranking" }, { "accord principles --json", "the figures, one partner a line" } },
      NULL, 0, 0, AC_NEEDS_READ, .has_pager = true,
      .notes = "For each principle: what partners mean by it, what the history says of each of them, what they felt.",
      .exits = "0 · 5 no partnership yet", .more = "accord agree, accord check, accord review", .run = ac_cmd_principles },
    { "value", "look", "[PARTNER]", "What each partner wants for itself, and whether it came.",
      { { "accord value", "all partners" }, { "accord value SASI", "one of them" } },
      NULL, 0, 1, AC_NEEDS_READ, .has_pager = true, .exits = "0 · 5 no such partner", .more = "accord gain, accord review", .run = ac_cmd_value },
    { "pyramid", "look", "", "Promises and outcomes by level, level 3 on top.",
      { { "accord pyramid", "with what would lift a level" }, { "accord pyramid --json", "counts, one level a line" } },
      NULL, 0, 0, AC_NEEDS_READ, .has_pager = true, .exits = "0 · 5 no partnership yet", .more = "accord outcome, accord list", .run = ac_cmd_pyramid },
    { "case", "look", "", "The case study: drivers, evolution, success factors.",
      { { "accord case", "its evolution is drawn from what was signed" }, { "accord case --json", "the events, one a line" } },
      NULL, 0, 0, AC_NEEDS_READ, .has_pager = true, .exits = "0 · 5 no partnership yet", .more = "accord why, accord outcome, accord review", .run = ac_cmd_case },
    { "list", "look", "[KIND] [--partner CODE] [--state STATE]", "List commitments, reflections (notes), or any records of the practice.",
      { { "accord list --partner SASI --state overdue", "filters add up" },
        { "accord list notes --kind aar", "reflections" },
        { "accord list contributions --partner ARCH --text survey", "what partners bring" },
        { "accord list --json=ref,due,state", "for scripts" } },
      opt_list, 0, 1, AC_NEEDS_READ, .has_csv = true, .has_pager = true,
      .notes = "KIND: commitments, notes, whys, contributions, benefits, clauses, meanings, milestones, evidences, outcomes, confirmations,\n"
               "reviews, sheets, checks, answers, decisions, risks, questions, replies. All take the same filters.\n"
               "accord list all --json prints everything the partnership holds, with its history, and nothing that is private.",
      .exits = "0 · 2 unknown filter · 4 with --exit-code: something needs attention", .more = "accord show, accord board", .run = ac_cmd_list },
    { "show", "look", "REF [--as-of DATE]", "One commitment or reflection: text, signatures, progress, history.",
      { { "accord show ARCH-1-15", "text in force first, history last" }, { "accord show ARCH-1-15 --as-of 2026-03-31", "what it said on that day" } },
      opt_show, 1, 1, AC_NEEDS_READ, .has_pager = true, .exits = "0 · 5 no such reference", .more = "accord log, accord list", .run = ac_cmd_show },
    { "search", "look", "WORDS", "Find words in everything you hold.",
      { { "accord search drains", "accents and case do not matter" }, { "accord search \"bank guarantee\"", "words side by side" },
        { "accord search rents --kind decision --from 2026-01-01", "narrowed, as lists are" } },
      opt_search, 1, -1, AC_NEEDS_READ, .has_csv = true, .has_pager = true,
      .notes = "All the words must be there, in one entry; each is looked for by how it begins. Accents, case and marks that can be "
               "left out do not matter, and where a script has no spaces any part of the text is found. '\"rent\"' finds this very "
               "word, 'rent -bonus' what holds no such word as well. Your private entries are found by you alone.",
      .exits = "0 · 2 nothing to search for, unknown kind · 5 no such partner", .more = "accord list", .run = ac_cmd_search },
    { "log", "look", "[REF]", "The signed history, newest last.",
      { { "accord log --new", "what came since you last looked" }, { "accord log ARCH-1-15", "of one record" },
        { "accord log --kind decision --from 2026-01-01", "what was decided this year" } },
      opt_log, 0, 1, AC_NEEDS_READ, .has_pager = true, .exits = "0 · 5 no such reference", .more = "accord show, accord audit", .run = ac_cmd_log },
    { "status", "look", "", "Who has what, by their own signed receipts.",
      { { "accord status", "partners, when last met, what they lack" }, { "accord status --json", "for scripts" } },
      opt_status, 0, 0, AC_NEEDS_READ, .exits = "0 · 4 with --exit-code: something needs attention", .more = "accord sync, accord doctor", .run = ac_cmd_status },

    /* --- exchange --- */
    { "invite", "exchange", "--file FILE [--role partner|observer] [--address ADDR] [--hold]", "Invite an organisation into the partnership.",
      { { "accord invite --file arch.accord-invite --address tcp://192.0.2.20:7420", "one file for one organisation" },
        { "accord invite --list", "what is open, and who waits" } },
      opt_invite, 0, 0, AC_NEEDS_WRITE,
      .notes = "Whoever holds the file can enter: hand it over, do not publish it. Then compare the number both sides see.",
      .exits = "0 written · 1 not possible now · 7 key locked", .more = "accord join, accord admit", .run = ac_cmd_invite },
    { "join", "exchange", "FILE", "Enter a partnership with an invitation.",
      { { "accord join city.accord-invite", "over the network, or by a reply file" },
        { "accord join city.accord-invite --yes", "compare the number later: accord partner verify" } },
      opt_join, 1, 1, AC_NEEDS_KEY, .exits = "0 joined, or reply written · 3 waits to be admitted · 7 key locked · 9 the invitation does not work",
      .more = "accord partner verify, accord import", .run = ac_cmd_join },
    { "admit", "exchange", "CODE", "Admit an organisation that waits, or stand for one that is in.",
      { { "accord admit ARCH", "after accord invite --hold" }, { "accord admit ARCH --yes", "without a question" } },
      NULL, 1, 1, AC_NEEDS_KEY, .exits = "0 admitted · 1 nobody of that code waits · 7 key locked or not your role", .more = "accord invite --list", .run = ac_cmd_admit },
    { "sync", "exchange", "[--to ADDR [CODE]] [--folder DIR]", "Meet each partner once and exchange what is new.",
      { { "accord sync", "everybody with a known address" },
        { "accord sync --to tcp://192.0.2.9:7420 RIVR", "this partner, there" },
        { "accord sync --folder ~/SharedDrive/KRK", "through a directory" } },
      opt_sync, 0, 1, AC_NEEDS_KEY, .exits = "0 all reached, the same now · 3 some not reached · 9 nobody reached",
      .more = "accord status, accord export, accord doctor", .run = ac_cmd_sync },
    { "serve", "exchange", "--listen ADDR [--announce ADDR]", "Answer partners that dial you, until stopped.",
      { { "accord serve --listen tcp://0.0.0.0:7420", "on every address of this laptop" },
        { "accord serve --listen tcp://127.0.0.1:0", "a free port, printed when ready" } },
      opt_serve, 0, 0, AC_NEEDS_KEY, .exits = "0 ended by a signal · 1 the address is in use · 7 key locked", .more = "accord sync", .run = ac_cmd_serve },
    { "export", "exchange", "--to FILE [--for CODE] [--open]", "Write a file that carries the history to others.",
      { { "accord export --for SASI --to /media/STICK", "sealed for SASI; a name is made" },
        { "accord export --to all.accord --open", "readable by anybody, for an auditor" } },
      opt_export, 0, 0, AC_NEEDS_NOTHING, .exits = "0 written · 1 not possible now · 5 no such partner · 7 key locked", .more = "accord import, accord sync --folder", .run = ac_cmd_export },
    { "import", "exchange", "FILE [--dry-run] | --template KIND", "Take in a partner's file, a reply to an invitation, or a table.",
      { { "accord import /media/STICK/city-to-sasi-2026-06-30.accord", "checked whole before anything is taken" },
        { "accord import reply.accord-invite.reply", "admits who replied" },
        { "accord import --template commitment --to promises.csv", "a table to fill in" },
        { "accord import promises.csv --dry-run", "row, column and reason of all that cannot be taken" } },
      opt_import, 0, 1, AC_NEEDS_NOTHING,
      .notes = "The first row of a table says what its rows are. All of them are taken or none, marked \"imported, not contemporaneous\"; "
               "rows that are here already are passed over, so a table that accord list --csv wrote can be imported again.",
      .exits = "0 taken · 1 the file was refused · 3 some records refused · 7 key locked · 9 the invitation does not work",
      .more = "accord export, accord list --csv", .run = ac_cmd_import },

    /* --- prove --- */
    { "audit", "prove", "[FILE]", "Prove that nothing was changed, removed or inserted.",
      { { "accord audit", "every signature, every record" }, { "accord audit archive.accord", "a file by itself; needs no notebook, no partner, no network" },
        { "accord audit --json", "one object a partnership" } },
      NULL, 0, 1, AC_NEEDS_NOTHING, .notes = "The fingerprint is the same on two notebooks that hold the same history. FILE is one that is readable by all, as\n"
                                             "accord archive keeps it.",
      .exits = "0 proven · 1 the file was refused · 6 the history does not prove itself · 10 no notebook", .more = "accord log, accord status", .run = ac_cmd_audit },

    { "report", "prove", "--html FILE | --csv FILE | --iati FILE [--period PERIOD] [--lang LANG]", "Write a partnership on one page, for people who do not use accord.",
      { { "accord report --html report.html", "a single file: open it in any browser, print it on A4, send it to a board" },
        { "accord report --html q2.html --period 2026-q2 --lang fr", "what happened in a quarter, in French" },
        { "accord report --iati krk.xml --country PL --dac-sector 43030", "your promises and the outcomes, for a donor's register" } },
      opt_report, 0, 0, AC_NEEDS_READ,
      .notes = "Why the partnership is, counts that sum, what needs attention, every promise with its signed records and the fingerprints of "
               "its evidence, the reflections that are shared, and what is not included. Private records are counted in it and never shown. "
               "A file that accord did not write is never replaced.\n"
               "--iati: the partnership is one activity, each promise one below it, with its state, dates, money and target. Not in it are "
               "reflections, reviews, disputes, texts that wait, the resource map and the files of evidence (their fingerprints are). An "
               "organisation without an identifier of a public register is named XI-ACCORD- and part of its key: register it first.",
      .exits = "0 written · 1 the file belongs to something else · 2 no file was named, an unknown period or filter · 8 records came in meanwhile", .more = "accord audit, accord list, accord calendar", .run = ac_cmd_report },
    { "archive", "prove", "--to DIR", "Keep the whole history for later: it proves itself with nobody's help.",
      { { "accord archive --to krk-2026", "a new directory: the history, a report, and how to prove it" }, { "accord archive --to krk-2026 -P KRK", "of this partnership" } },
      opt_archive, 0, 0, AC_NEEDS_KEY,
      .notes = "The history is readable by anybody who has the directory: all that partners shared, nothing that is private. Files of\n"
               "evidence stay where they are; their fingerprints are in the report.",
      .exits = "0 written · 1 the directory is not empty · 7 key locked", .more = "accord audit, accord report, accord partnership close", .run = ac_cmd_archive },
    { "calendar", "prove", "--out FILE [--mine] [--partner CODE] [--remind DAYS]", "Write dates into a file for calendars: promises, milestones, reviews.",
      { { "accord calendar --out due.ics", "open it with your calendar; open the next one again: dates move, none is doubled" },
        { "accord calendar --out mine.ics --mine --remind 7", "what you promised, with a reminder a week before" } },
      opt_calendar, 0, 0, AC_NEEDS_READ,
      .notes = "Due dates, each slot of recurring promises, the date an offer ends, milestones, reviews, health checks, risks and "
               "questions, the planned end of a partnership: whole days. What ended otherwise than accepted is in the file as "
               "cancelled, so that your calendar lets it go. A file that accord did not write is never replaced.",
      .exits = "0 written · 1 the file belongs to something else · 2 no file was named, or an unknown filter", .more = "accord list, accord board", .run = ac_cmd_calendar },

    /* --- manage --- */
    { "init", "manage", "[--org NAME --code CODE --sector CODE]", "Begin the notebook of your organisation on this laptop.",
      { { "accord init", "three questions and a passphrase" },
        { "accord init --org \"City Office\" --code CITY --sector government --no-passphrase --no-input", "for scripts" } },
      opt_init, 0, 0, AC_NEEDS_NOTHING, .exits = "0 ready · 1 there is a notebook already · 2 something is missing", .more = "accord key sheet, accord partnership start, accord join", .run = ac_cmd_init },
    { "partnership start", "manage", "TITLE --code CODE", "Begin a partnership.",
      { { "accord partnership start \"Riverside block\" --code KRK", "then invite the others" },
        { "accord partnership start", "answer questions instead" } },
      opt_start, 0, 1, AC_NEEDS_KEY, .exits = "0 begun · 2 something is missing · 7 key locked", .more = "accord invite", .run = ac_cmd_partnership_start },
    { "partnership list", "manage", "", "The partnerships in this notebook.",
      { { "accord partnership list", "the one in use is marked" }, { "accord partnership list --json", "for scripts" } },
      NULL, 0, 0, AC_NEEDS_READ, .exits = "0", .more = "accord partnership use", .run = ac_cmd_partnership_list },
    { "partnership use", "manage", "CODE", "Choose the partnership that commands mean.",
      { { "accord partnership use KRK", "until you choose another" }, { "accord board -P MIN", "or name one once" } },
      NULL, 1, 1, AC_NEEDS_WRITE, .exits = "0 · 5 no such partnership", .more = "accord partnership list", .run = ac_cmd_partnership_use },
    { "partnership show", "manage", "[CODE]", "Who belongs to a partnership, and how it began.",
      { { "accord partnership show", "the one in use" }, { "accord partnership show KRK", "this one" } },
      NULL, 0, 1, AC_NEEDS_READ, .exits = "0 · 5 no such partnership", .more = "accord partner list", .run = ac_cmd_partnership_show },
    { "partnership edit", "manage", "[--title TEXT] [--why TEXT] [--phase CODE] [--rhythm DAYS]", "Say together what a partnership is for, and how far it is.",
      { { "accord partnership edit --why \"None of us can renew the block alone\" --rhythm 90", "any partner may; what two write at once stands side by side" },
        { "accord partnership edit", "answer questions instead" } },
      ac_opt_edit, 0, 0, AC_NEEDS_KEY, .exits = SAVED, .more = "accord partnership show, accord why", .run = ac_cmd_partnership_edit },
    { "partnership close", "manage", "[CODE] --as STATE [--successor TEXT] [-m TEXT]", "Say how a partnership ends: achieved, ended, handed over.",
      { { "accord partnership close --as closed-achieved -m \"The rule is law; the office goes on\"", "an ending to celebrate" },
        { "accord partnership close --as handed-over --successor \"the river council\"", "somebody else goes on with it" } },
      opt_close, 0, 1, AC_NEEDS_KEY,
      .notes = "What is still open is listed first. Nothing is locked: reflections and confirmations can be written afterwards, and\n"
               "--as active opens it again. Keep the whole for later: accord archive",
      .exits = "0 · 1 promises are still open · 2 no such state · 7 key locked or not your role", .more = "accord archive, accord review, accord partnership show", .run = ac_cmd_partnership_close },
    { "partnership leave", "manage", "[CODE]", "Leave a partnership. You keep what you hold; what you promised stays on record.",
      { { "accord partnership leave KRK --reason funding", "asks once" }, { "accord partnership leave KRK --yes", "without a question" } },
      opt_leave, 0, 1, AC_NEEDS_KEY, .exits = "0 left · 5 no such partnership · 7 key locked", .more = "accord release, accord withdraw", .run = ac_cmd_partnership_leave },
    { "partner list", "manage", "", "The organisations of a partnership.",
      { { "accord partner list", "with roles, and whether compared" }, { "accord partner list --json", "for scripts" } },
      NULL, 0, 0, AC_NEEDS_READ, .exits = "0", .more = "accord partner show, accord status", .run = ac_cmd_partner_list },
    { "partner show", "manage", "CODE", "One organisation: laptops, addresses, what it has.",
      { { "accord partner show SASI", "everything known of it" }, { "accord partner show SASI --json", "for scripts" } },
      NULL, 1, 1, AC_NEEDS_READ, .exits = "0 · 5 no such partner", .more = "accord doctor", .run = ac_cmd_partner_show },
    { "partner profile", "manage", "[CODE] [--mission TEXT] [--works-as CODE]", "Who an organisation is, in its own words; with options, who you are.",
      { { "accord partner profile SASI", "what SASI says of itself" },
        { "accord partner profile --mission \"Homes that people can pay\" --country PL --languages \"pl, en\" --works-as implementing", "what you say of yourselves" },
        { "accord partner profile --moving-on \"RIVR keeps the drains\" --moving-on-date 2027-03-31", "how you move on" } },
      ac_opt_profile, 0, 1, AC_NEEDS_READ, .exits = SAVED, .more = "accord partner show", .run = ac_cmd_partner_profile },
    { "partner verify", "manage", "CODE", "Compare the number with a partner, by phone or face to face.",
      { { "accord partner verify EURF", "shows the number, asks whether it matches" }, { "accord partner verify EURF --yes", "it was compared already" } },
      NULL, 1, 1, AC_NEEDS_KEY, .notes = "Until then a partner is shown as unverified. What you confirm also stands for it before all others.",
      .exits = "0 · 1 the number does not match · 5 no such partner", .more = "accord partner list", .run = ac_cmd_partner_verify },
    { "partner address", "manage", "CODE [ADDR] [--clear]", "Where a partner can be dialled.",
      { { "accord partner address SASI tcp://192.0.2.9:7420", "remember it on this laptop" }, { "accord partner address SASI", "say what is known" } },
      opt_address, 1, 2, AC_NEEDS_WRITE, .exits = "0 · 2 not an address · 5 no such partner", .more = "accord sync", .run = ac_cmd_partner_address },
    { "device list", "manage", "", "The laptops of every organisation.",
      { { "accord device list", "yours first" }, { "accord device list --json", "for scripts" } },
      NULL, 0, 0, AC_NEEDS_READ, .exits = "0", .more = "accord device invite", .run = ac_cmd_device_list },
    { "device invite", "manage", "--file FILE [--address ADDR]", "Invite a second laptop of your own organisation.",
      { { "accord device invite --file second.accord-invite --address tcp://192.0.2.20:7420", "over the network" },
        { "accord device invite --file second.accord-invite", "by file" } },
      opt_device_invite, 0, 0, AC_NEEDS_KEY, .notes = "Whoever holds the file becomes you: carry it yourself.", .exits = "0 written · 7 key locked",
      .more = "accord device join", .run = ac_cmd_device_invite },
    { "device join", "manage", "FILE [--label TEXT]", "Make this the next laptop of an organisation.",
      { { "accord device join second.accord-invite", "over the network, or by a reply file" },
        { "accord device join second.accord-invite --no-passphrase --yes", "for scripts" } },
      opt_device_join, 1, 1, AC_NEEDS_NOTHING, .exits = "0 ready, or reply written · 1 there is a notebook already · 9 the invitation does not work",
      .more = "accord import, accord sync", .run = ac_cmd_device_join },
    { "device continue", "manage", "", "Go on with this laptop's notebook: the other copy is gone for good.",
      { { "accord device continue", "says what it means, then asks" }, { "accord device continue --yes", "you state that no other copy writes any more" } },
      NULL, 0, 0, AC_NEEDS_KEY, .exits = "0 · 1 nothing was stopped · 7 key locked", .more = "accord doctor, accord sync", .run = ac_cmd_device_continue },
    { "key sheet", "manage", "[--to FILE]", "Print the recovery sheet, then keep it in a drawer.",
      { { "accord key sheet", "shows it, asks one group back" }, { "accord key sheet --to sheet.txt", "into a file, to be printed" } },
      opt_sheet, 0, 0, AC_NEEDS_KEY, .notes = "Once you have shown that you hold the sheet, its secret is taken off this laptop.",
      .exits = "0 · 1 it was printed already · 7 key locked", .more = "accord key unlock", .run = ac_cmd_key_sheet },
    { "key unlock", "manage", "--for TIME", "Open the signing key for a while.",
      { { "accord key unlock --for 1h", "no passphrase for an hour" }, { "accord key unlock --for 8h --passphrase-command \"pass show accord\"", "from a password store" } },
      opt_unlock, 0, 0, AC_NEEDS_READ, .exits = "0 · 2 not a time · 7 wrong passphrase", .more = "accord key lock", .run = ac_cmd_key_unlock },
    { "key lock", "manage", "", "Close the signing key again.",
      { { "accord key lock", "at once" }, { "accord key lock -N DIR", "of another notebook" } },
      NULL, 0, 0, AC_NEEDS_READ, .exits = "0", .more = "accord key unlock", .run = ac_cmd_key_lock },
    { "doctor", "manage", "[PARTNER]", "Look for what is wrong, step by step, up to the first fault.",
      { { "accord doctor", "this notebook" }, { "accord doctor SASI", "and the way to SASI" } },
      NULL, 0, 1, AC_NEEDS_READ, .exits = "0 nothing wrong · 1 a fault was found · 5 no such partner · 9 the partner cannot be reached", .more = "accord status, accord audit", .run = ac_cmd_doctor },
    { "demo", "manage", "[KRK|MIN|CAP] [--dir DIR]", "Lay out the notebooks of an example partnership to play with.",
      { { "accord demo", "a new directory, printed at the end" }, { "accord demo --dir krk --no-input", "here, without a question" } },
      opt_demo, 0, 1, AC_NEEDS_NOTHING, .exits = "0 laid out · 1 the directory is not empty", .more = "accord board, accord audit", .run = ac_cmd_demo },
    { "help", "manage", "[COMMAND]", "What a command does, with examples.",
      { { "accord help", "all commands" }, { "accord help sign", "one of them" } },
      NULL, 0, 2, AC_NEEDS_NOTHING, .has_pager = true, .exits = "0 · 2 no such command", .more = "accord version", .run = ac_cmd_help },
    { "version", "manage", "", "Version of accord and of what it is built on.",
      { { "accord version", "for people" }, { "accord version --json", "for scripts" } },
      NULL, 0, 0, AC_NEEDS_NOTHING, .exits = "0", .more = "accord help", .run = ac_cmd_version },
    { NULL },
};

const ac_command *ac_command_find(const char *name)
{
    for (const ac_command *c = ac_commands; c->name != NULL; c++)
        if (strcmp(c->name, name) == 0)
            return c;
    return NULL;
}

bool ac_command_is_family(const char *word)
{
    size_t n = strlen(word);

    for (const ac_command *c = ac_commands; c->name != NULL; c++)
        if (strncmp(c->name, word, n) == 0 && c->name[n] == ' ')
            return true;
    return false;
}
