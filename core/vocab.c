/* vocab.c - controlled vocabularies as data. */
#include "core/vocab.h"

#include <stdio.h>
#include <string.h>

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
