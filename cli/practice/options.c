/* options.c - the options of the commands of the practice. A flag is named like the field it gives
 * (core/practice/); where it is not, the command says so by its ac_flag_of. */
#include "cli/practice/options.h"

#define OPT_MESSAGE(what) { "message", 'm', "TEXT", what " (- reads it from standard input, \"\" opens your editor)" }
#define OPT_ABOUT(what) { "about", 0, "REF", what "; may be given again", .is_many = true }
#define OPT_PRIVATE { "private", 0, NULL, "only for your own organisation, until you share it" }
#define OPT_TITLE { "title", 0, "TEXT", "another title, when one is changed" }
/* What every record may have, and how a field of one that is there is emptied. */
#define OPT_EVERY                                                                                                                          \
    { "principle", 0, "CODE", "equity, transparency or mutual-benefit; may be given again", .vocab = AC_OF(AC_V_PRINCIPLE), .is_many = true }, \
    { "language", 0, "LANG", "language of the text, as en, fr, ar" },                                                                      \
    { "clear", 0, "NAMES", "when one is changed: leave these out of it" },                                                                 \
    { "draft", 0, NULL, "keep it as a draft on this laptop: not signed, not sent" }
#define OPT_CODE(name, what, vocabulary) { name, 0, "CODE", what, .vocab = AC_OF(vocabulary) }

const ac_option ac_opt_why[] = {
    OPT_CODE("driver", "the driver, as a code", AC_V_DRIVER),
    { "gain", 0, "CODE", "what you hope to reach together; may be given again", .vocab = AC_OF(AC_V_GAIN), .is_many = true },
    OPT_MESSAGE("the reason in your own words"),
    OPT_ABOUT("what it is about"),
    { "shared", 0, NULL, "for all partners at once, instead of private" }, OPT_EVERY,
    { NULL },
};
const ac_option ac_opt_bring[] = {
    OPT_CODE("kind", "what it is", AC_V_CONTRIBUTION),
    OPT_CODE("form", "cash, or in kind", AC_V_FORM),
    { "amount", 0, "TEXT", "money, or what it is worth, with its currency: \"600000 PLN\"" },
    OPT_CODE("state", "offered, confirmed or given", AC_V_GIVEN),
    { "from", 0, "DATE", "from when" },
    { "until", 0, "DATE", "until when" }, OPT_MESSAGE("details"), OPT_TITLE,
    OPT_ABOUT("the promise it is for"), OPT_PRIVATE, OPT_EVERY,
    { NULL },
};
const ac_option ac_opt_gain[] = {
    { "kind", 0, "CODE", "kind of gain; may be given again", .vocab = AC_OF(AC_V_GAIN), .is_many = true },
    OPT_CODE("state", "has it come?", AC_V_BENEFIT),
    { "evidence", 0, "TEXT", "how it is known" },
    { "date", 0, "DATE", "when it came" }, OPT_MESSAGE("details"), OPT_TITLE,
    OPT_ABOUT("what it is hoped from"), OPT_PRIVATE, OPT_EVERY,
    { NULL },
};
const ac_option ac_opt_outcome[] = {
    { "who", 0, "TEXT", "who does something differently now" },
    { "date", 0, "DATE", "when it was seen; with --still-running, when it was checked" },
    { "place", 0, "TEXT", "where" },
    { "significance", 0, "TEXT", "why it matters" },
    { "our-part", 0, "TEXT", "the partnership's part in it" },
    { "level", 0, "N", "1 practical solutions, 2 behaviour and systems, 3 the rules", .is_number = true },
    OPT_CODE("result", "output, outcome or impact", AC_V_RESULT),
    OPT_CODE("early", "early results", AC_V_EARLY),
    { "inheritor", 0, "TEXT", "who keeps it going without the partnership" },
    { "substantiator", 0, "TEXT", "who could confirm it from outside: role and organisation" },
    { "began", 0, "DATE", "since when it runs" },
    OPT_CODE("still-running", "of one that is there: does it still run?", AC_V_YES),
    OPT_MESSAGE("with --still-running: details"), OPT_TITLE,
    OPT_ABOUT("the promise it came of"), OPT_PRIVATE, OPT_EVERY,
    { NULL },
};
const ac_option ac_opt_decide[] = {
    { "date", 0, "DATE", "when it was decided" },
    { "roles", 0, "TEXT", "which roles were present (no names of persons)" },
    { "dissent", 0, "TEXT", "who saw it otherwise, and why" },
    { "action", 0, "TEXT", "what follows from it; may be given again", .is_many = true }, OPT_MESSAGE("details"), OPT_TITLE,
    OPT_ABOUT("what was decided about"), OPT_PRIVATE, OPT_EVERY,
    { NULL },
};
const ac_option ac_opt_risk[] = {
    OPT_CODE("kind", "risk, assumption, issue or dependency", AC_V_RAID),
    { "owner", 0, "CODE", "which partner looks after it" },
    OPT_CODE("likelihood", "how likely", AC_V_DEGREE),
    OPT_CODE("severity", "how bad", AC_V_DEGREE),
    { "response", 0, "TEXT", "what you do about it" },
    { "due", 0, "DATE", "when to look at it again" },
    OPT_CODE("state", "open, watching, happened or closed", AC_V_WATCH), OPT_MESSAGE("details"), OPT_TITLE,
    OPT_ABOUT("what it endangers"), OPT_PRIVATE, OPT_EVERY,
    { NULL },
};
const ac_option ac_opt_question[] = {
    { "of", 0, "CODE", "which partner is asked" },
    { "own-answer", 0, "TEXT", "how you would answer it yourselves" },
    { "due", 0, "DATE", "until when you would like a reply" }, OPT_MESSAGE("the question"),
    OPT_ABOUT("what it is about"), OPT_EVERY,
    { NULL },
};
const ac_option ac_opt_reply[] = {
    OPT_MESSAGE("the reply"), OPT_EVERY,
    { NULL },
};
const ac_option ac_opt_milestone[] = {
    { "due", 0, "DATE", "by when" },
    OPT_CODE("completion", "how far it is", AC_V_COMPLETION), OPT_MESSAGE("details"), OPT_TITLE, OPT_EVERY,
    { NULL },
};
const ac_option ac_opt_agree[] = {
    OPT_CODE("clause", "this ingredient of the agreement", AC_V_CLAUSE),
    OPT_CODE("mark", "how far it is in place", AC_V_MARK),
    OPT_CODE("principle", "what this principle means to your organisation", AC_V_PRINCIPLE),
    { "sign", 0, NULL, "sign the agreement as it stands" },
    { "terms", 0, "ID", "with --sign: without a question when this is the full id of the text" },
    OPT_MESSAGE("the text of the clause, or what the principle means to you"),
    { "language", 0, "LANG", "language of the text, as en, fr, ar" },
    { NULL },
};
const ac_option ac_opt_check[] = {
    { "due", 0, "DATE", "until when everybody answers" },
    { "mark", 0, "ASPECT=LIGHT", "your answer: heard=green, trust=amber, worth=red; once for each aspect", .is_many = true },
    OPT_MESSAGE("of a new one what it is about, else your answer in words"),
    { "open", 0, NULL, "let the others read your answer" },
    { "close", 0, NULL, "take no more answers" }, OPT_TITLE,
    { "language", 0, "LANG", "language of the text, as en, fr, ar" },
    { NULL },
};
const ac_option ac_opt_review[] = {
    { "title", 0, "TEXT", "what the review is called" },
    { "from", 0, "DATE", "the period it looks at, from" },
    { "until", 0, "DATE", "the period it looks at, until" },
    { "date", 0, "DATE", "when it is held" },
    { "findings", 0, "TEXT", "what was found" },
    OPT_CODE("conclusion", "continue, revise or move on", AC_V_CONCLUSION),
    { "close", 0, NULL, "take no more sheets" },
    OPT_MESSAGE("your sheet: what you see"),
    OPT_CODE("still-true", "your sheet: is the Why still true?", AC_V_YES),
    { "value", 0, "TEXT", "your sheet: the value for you" },
    { "potential", 0, "TEXT", "your sheet: what more it could give you" },
    OPT_CODE("verdict", "your sheet: continue, revise or move on", AC_V_CONCLUSION),
    OPT_CODE("innovative", "your sheet: is it innovative?", AC_V_RATING),
    { "innovative-example", 0, "TEXT", "an example of it" },
    OPT_CODE("inclusive", "your sheet: is it inclusive?", AC_V_RATING),
    { "inclusive-example", 0, "TEXT", "an example of it" },
    OPT_CODE("influential", "your sheet: is it influential?", AC_V_RATING),
    { "influential-example", 0, "TEXT", "an example of it" },
    { "impact", 0, "TEXT", "your sheet: impacts you have seen" },
    { "alternatives", 0, "TEXT", "your sheet: what the alternative would have been" },
    { "cost-days", 0, "N", "your sheet: days of work that partnering has cost you", .is_number = true },
    { "cost", 0, "TEXT", "your sheet: money that it has cost you, with its currency: \"600000 PLN\"" },
    { "alone", 0, "TEXT", "your sheet: what none of you could have done alone" },
    OPT_CODE("is-better", "your sheet: is it better than the alternatives?", AC_V_PARADIGM),
    OPT_CODE("was-better", "your sheet: was it better than the alternatives?", AC_V_PARADIGM),
    { "pack", 0, NULL, "lay out what all five ways of reviewing need" },
    { "language", 0, "LANG", "language of the text, as en, fr, ar" },
    { NULL },
};
const ac_option ac_opt_evidence[] = {
    { "title", 0, "TEXT", "what the file shows" },
    OPT_CODE("kind", "kind of evidence", AC_V_EVIDENCE),
    { "captured", 0, "DATE", "when it was taken or written" },
    { "consent", 0, "TEXT", "its licence, or the consent of the people it shows" },
    OPT_CODE("sensitivity", "who may have the file", AC_V_SENSITIVITY),
    OPT_ABOUT("what it shows"), OPT_PRIVATE, OPT_EVERY,
    { NULL },
};
const ac_option ac_opt_evidence_list[] = {
    { "full", 0, NULL, "whole fingerprints" },
    { "exit-code", 0, NULL, "exit 4 when a file here is no longer the one that was written down" },
    { NULL },
};
const ac_option ac_opt_profile[] = {
    { "mission", 0, "TEXT", "what your organisation is for (- reads it from standard input)" },
    { "country", 0, "TEXT", "where it is at home" },
    { "languages", 0, "TEXT", "in which languages it works" },
    { "iati-type", 0, "N", "its type in the code list of IATI: 10 government, 22 national NGO, 70 business, 80 academia", .is_number = true },
    { "external-id", 0, "TEXT", "its identifier in a public register: PL-KRS-0000123456" },
    OPT_CODE("relation", "how it is related to another organisation", AC_V_RELATION),
    { "relation-to", 0, "TEXT", "to which one" },
    OPT_CODE("works-as", "what it does in the partnership", AC_V_PART),
    { "moving-on", 0, "TEXT", "how it moves on, and who takes over" },
    { "moving-on-date", 0, "DATE", "when it moves on" },
    { "clear", 0, "NAMES", "leave these out of it" },
    { NULL },
};
const ac_option ac_opt_edit[] = {
    { "title", 0, "TEXT", "what it is called" },
    { "why", 0, "TEXT", "why partner: what none of you can do alone (- reads it from standard input, \"\" opens your editor)" },
    { "problem", 0, "TEXT", "the problem you share" },
    { "vision", 0, "TEXT", "what will be different when you have succeeded" },
    { "aims", 0, "TEXT", "what you aim at; may be given again", .is_many = true },
    OPT_CODE("stage", "the stage", AC_V_STAGE),
    OPT_CODE("phase", "the phase of the partnering cycle", AC_V_PHASE),
    { "start", 0, "DATE", "when it began" },
    { "planned-end", 0, "DATE", "when it is planned to end" },
    { "rhythm", 0, "DAYS", "how many days may pass without news of a promise", .is_number = true }, OPT_EVERY,
    { NULL },
};
