/* vocab.c - controlled vocabularies as data. */
#include "core/vocab.h"

#include <stdio.h>
#include <string.h>

#include "core/lang.h"

static const ac_term sectors[] = {
    { "government", "government" },
    { "business", "business" },
    { "academia", "academia" },
    { "civil-society", "civil society" },
    { "international-agency", "international agency" },
    { "other", "other" },
};
static const ac_term drivers[] = {
    { "governance", "new and better governance structures" },
    { "constrain-capitalism", "to constrain unleashed capitalism" },
    { "mechanism-failure", "other mechanisms failed" },
    { "desperation", "out of desperation" },
    { "access-resources", "access to resources and competencies" },
    { "innovate", "to innovate" },
    { "cannot-alone", "we cannot reach our goals alone" },
};
static const ac_term gains[] = {
    { "innovation", "innovation" }, { "impact", "impact" }, { "scale", "scale" },
    { "reform", "reform" },         { "sustainability", "sustainability" },
};
static const ac_term contributions[] = {
    { "skills", "skills and competencies" },
    { "knowledge", "knowledge" },
    { "credibility", "credibility" },
    { "experience", "experience and expertise" },
    { "reputation", "reputation" },
    { "authority", "authority" },
    { "diversity", "diversity" },
    { "cash", "cash" },
    { "people", "people" },
    { "premises-equipment", "premises and equipment" },
    { "data", "data" },
    { "access-networks", "access and networks" },
    { "other", "other" },
};
static const ac_term principles[] = {
    { "equity", "equity" },
    { "transparency", "transparency" },
    { "mutual-benefit", "mutual benefit" },
};
static const ac_term reviews[] = {
    { "tracking", "tracking activity and performance" },
    { "reflecting", "reflecting the partnership" },
    { "reviewing", "reviewing the partnership" },
    { "impact", "assessing impacts" },
    { "paradigm", "evaluating the paradigm" },
};
static const ac_term qualities[] = {
    { "innovative", "innovative" },
    { "inclusive", "inclusive" },
    { "influential", "influential" },
};
static const ac_term reflections[] = {
    { "journal", "journal" },
    { "aar", "after-action review" },
    { "story", "story of change" },
    { "outcome-note", "note on an outcome" },
    { "vision", "vision" },
    { "listening", "what we heard" },
    { "concern", "concern" },
    { "appreciation", "appreciation" },
};
static const ac_term reasons[] = {
    { "funding", "funding" },
    { "staffing", "staffing" },
    { "scope", "scope" },
    { "timing", "timing" },
    { "dependency-late", "something it depends on is late" },
    { "law-or-permit", "law or permit" },
    { "safety", "safety" },
    { "context-changed", "the context changed" },
    { "quality", "quality" },
    { "not-delivered", "not delivered" },
    { "expired", "the offer expired" },
    { "other", "other" },
};
static const ac_term erasures[] = {
    { "personal-data", "personal data" }, { "safety", "safety" }, { "mistake", "a mistake" },
    { "law-or-permit", "law or permit" }, { "other", "other" },
};
static const ac_term authorities[] = {
    { "own", "our own" },
    { "law", "law" },
    { "court", "court" },
    { "funder", "funder" },
};
static const ac_term completions[] = {
    { "no-evidence", "no evidence" }, { "not-started", "not started" }, { "limited", "limited" },
    { "substantial", "substantial" }, { "complete", "complete" },
};
static const ac_term outcomes[] = {
    { "in-progress", "in progress" },
    { "accepted", "accepted" },
    { "released", "released" },
    { "withdrawn", "withdrawn" },
};
static const ac_term origins[] = {
    { "reflection", "a reflection" },
    { "review", "a review" },
    { "decision", "a decision" },
    { "risk", "a risk" },
};
static const ac_term roles[] = {
    { "partner", "partner" },
    { "observer", "may read" },
    { "device", "a further laptop" },
};
static const ac_term revokes[] = {
    { "lost", "lost" },
    { "stolen", "stolen" },
    { "retired", "retired" },
    { "other", "other" },
};
static const ac_term stages[] = {
    { "scoping", "scoping and building" },
    { "managing", "managing and maintaining" },
    { "reviewing", "reviewing and revising" },
    { "sustaining", "sustaining outcomes" },
};
static const ac_term phases[] = {
    { "scoping", "scoping" },
    { "identifying", "identifying" },
    { "building", "building" },
    { "planning", "planning" },
    { "managing", "managing" },
    { "resourcing", "resourcing" },
    { "implementing", "implementing" },
    { "measuring", "measuring" },
    { "reviewing", "reviewing" },
    { "revising", "revising" },
    { "institutionalising", "institutionalising" },
    { "sustaining-or-terminating", "sustaining or terminating" },
};
static const ac_term partnership_states[] = {
    { "forming", "forming" },
    { "active", "active" },
    { "reviewing", "reviewing" },
    { "closing", "closing" },
    { "closed-achieved", "closed: it achieved what it was for" },
    { "closed-ended", "closed: it ended" },
    { "handed-over", "handed over" },
};
static const ac_term relations[] = {
    { "host", "host" },
    { "programme-of", "a programme of" },
    { "in-association-with", "in association with" },
};
static const ac_term parts[] = {
    { "funding", "funding" },
    { "accountable", "accountable" },
    { "extending", "extending" },
    { "implementing", "implementing" },
    { "broker", "broker" },
};
static const ac_term forms[] = {
    { "cash", "cash" },
    { "in-kind", "in kind" },
};
static const ac_term givens[] = {
    { "offered", "offered" },
    { "confirmed", "confirmed" },
    { "given", "given" },
};
static const ac_term benefit_states[] = {
    { "wanted", "wanted" },
    { "partly", "partly come" },
    { "realised", "has come" },
    { "not-realised", "has not come" },
};
static const ac_term clauses[] = {
    { "partners", "who the partners are" },
    { "representatives", "who speaks for each partner" },
    { "others-concerned", "others who are concerned, and how they are heard" },
    { "purpose", "the purpose all share" },
    { "own-interests", "what each partner wants for itself" },
    { "principles", "principles of working together" },
    { "context", "the problem and its surroundings" },
    { "objectives", "objectives" },
    { "activities", "activities" },
    { "contributions", "what each partner brings" },
    { "roles", "roles and responsibilities" },
    { "timing", "time frame" },
    { "decisions", "how decisions are taken" },
    { "governance", "who steers and who answers to whom" },
    { "money", "money and how it is accounted for" },
    { "communication", "how partners speak with each other and in public" },
    { "measuring", "how progress is measured" },
    { "review", "when and how the partnership is reviewed" },
    { "disagreement", "how disagreements are settled" },
    { "changes", "how the agreement is changed" },
    { "intellectual-property", "who owns what is made" },
    { "confidentiality", "what stays between partners" },
    { "risks", "risks and who carries them" },
    { "moving-on", "how a partner leaves, and how it ends" },
};
static const ac_term marks[] = {
    { "not-relevant", "not relevant" },
    { "not-in-place", "not in place" },
    { "partially", "partially in place" },
    { "fully", "fully in place" },
};
static const ac_term evidences[] = {
    { "document", "document" },
    { "photo", "photo" },
    { "recording", "recording" },
    { "data", "data" },
    { "receipt", "receipt" },
    { "letter", "letter" },
    { "minutes", "minutes" },
    { "other", "other" },
};
static const ac_term sensitivities[] = {
    { "open", "open to all" },
    { "partners", "partners only" },
    { "restricted", "named partners only" },
    { "never-leaves-own", "never leaves the organisation" },
};
static const ac_term results[] = {
    { "output", "output" },
    { "outcome", "outcome" },
    { "impact", "impact" },
};
static const ac_term earlies[] = {
    { "worsened", "worsened" },
    { "unchanged", "did not change" },
    { "marginal", "marginal" },
    { "major", "major" },
    { "outstanding", "outstanding" },
};
static const ac_term yeses[] = {
    { "yes", "yes" },
    { "no", "no" },
    { "partly", "partly" },
};
static const ac_term conclusions[] = {
    { "continue", "continue" },
    { "revise", "revise" },
    { "move-on", "move on" },
};
static const ac_term rounds[] = {
    { "open", "open" },
    { "closed", "closed" },
};
static const ac_term ratings[] = {
    { "not-yet", "not yet" },
    { "partly", "partly" },
    { "clearly", "clearly" },
};
static const ac_term paradigms[] = {
    { "better", "better" },
    { "as-good", "as good" },
    { "worse", "worse" },
    { "too-early", "too early to say" },
};
static const ac_term lights[] = {
    { N_("green"), "green: going well" },
    { N_("amber"), "amber: needs attention" },
    { N_("red"), "red: needs action now" },
};
static const ac_term raids[] = {
    { "risk", "risk" },
    { "assumption", "assumption" },
    { "issue", "issue" },
    { "dependency", "dependency" },
};
static const ac_term degrees[] = {
    { "low", "low" },
    { "medium", "medium" },
    { "high", "high" },
};
static const ac_term watches[] = {
    { "open", "open" },
    { "watching", "being watched" },
    { "happened", "has happened" },
    { "closed", "closed" },
};

#define ROW(name, terms) { name, terms, sizeof terms / sizeof *terms }
static const struct {
    const char *name;
    const ac_term *terms;
    size_t n;
} vocabs[AC_V_COUNT] = {
    [AC_V_SECTOR] = ROW("sector", sectors),
    [AC_V_DRIVER] = ROW("driver", drivers),
    [AC_V_GAIN] = ROW("gain", gains),
    [AC_V_CONTRIBUTION] = ROW("contribution", contributions),
    [AC_V_PRINCIPLE] = ROW("principle", principles),
    [AC_V_REVIEW] = ROW("review", reviews),
    [AC_V_QUALITY] = ROW("quality", qualities),
    [AC_V_REFLECTION] = ROW("reflection kind", reflections),
    [AC_V_REASON] = ROW("reason", reasons),
    [AC_V_ERASURE] = ROW("reason of an erasure", erasures),
    [AC_V_AUTHORITY] = ROW("authority", authorities),
    [AC_V_COMPLETION] = ROW("completion", completions),
    [AC_V_OUTCOME] = ROW("outcome", outcomes),
    [AC_V_ORIGIN] = ROW("origin", origins),
    [AC_V_ROLE] = ROW("role", roles),
    [AC_V_REVOKE] = ROW("reason", revokes),
    [AC_V_STAGE] = ROW("stage", stages),
    [AC_V_PHASE] = ROW("phase", phases),
    [AC_V_PARTNERSHIP] = ROW("state of a partnership", partnership_states),
    [AC_V_RELATION] = ROW("relation", relations),
    [AC_V_PART] = ROW("part", parts),
    [AC_V_FORM] = ROW("form", forms),
    [AC_V_GIVEN] = ROW("state of a contribution", givens),
    [AC_V_BENEFIT] = ROW("state of a benefit", benefit_states),
    [AC_V_CLAUSE] = ROW("clause", clauses),
    [AC_V_MARK] = ROW("mark", marks),
    [AC_V_EVIDENCE] = ROW("kind of evidence", evidences),
    [AC_V_SENSITIVITY] = ROW("sensitivity", sensitivities),
    [AC_V_RESULT] = ROW("result", results),
    [AC_V_EARLY] = ROW("early results", earlies),
    [AC_V_YES] = ROW("yes or no", yeses),
    [AC_V_CONCLUSION] = ROW("conclusion", conclusions),
    [AC_V_ROUND] = ROW("state of a round", rounds),
    [AC_V_RATING] = ROW("rating", ratings),
    [AC_V_PARADIGM] = ROW("paradigm verdict", paradigms),
    [AC_V_LIGHT] = ROW("light", lights),
    [AC_V_RAID] = ROW("kind of risk", raids),
    [AC_V_DEGREE] = ROW("degree", degrees),
    [AC_V_WATCH] = ROW("state of a risk", watches),
};

const char *ac_vocab_name(ac_vocab vocab)
{
    return vocabs[vocab].name;
}

const ac_term *ac_vocab_terms(ac_vocab vocab, size_t *out_n)
{
    *out_n = vocabs[vocab].n;
    return vocabs[vocab].terms;
}

const ac_term *ac_vocab_find(ac_vocab vocab, const char *code)
{
    for (size_t i = 0; code != NULL && i < vocabs[vocab].n; i++)
        if (strcmp(vocabs[vocab].terms[i].code, code) == 0)
            return &vocabs[vocab].terms[i];
    return NULL;
}

bool ac_vocab_has(ac_vocab vocab, const char *code)
{
    return ac_vocab_find(vocab, code) != NULL;
}

void ac_vocab_list(ac_vocab vocab, char *out, size_t size)
{
    size_t used = 0;

    out[0] = '\0';
    for (size_t i = 0; i < vocabs[vocab].n && used < size; i++) {
        int n = snprintf(out + used, size - used, "%s%s", i > 0 ? ", " : "", vocabs[vocab].terms[i].code);
        used += n > 0 ? (size_t)n : 0;
    }
}
