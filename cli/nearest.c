/* nearest.c - what was probably meant: near words, and words that people type by habit. */
#include "cli/nearest.h"

#include "core/lang.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#define WORD_MAX 48 /* longer ones are no slip of the finger */

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static char low(char c)
{
    return (char)tolower((unsigned char)c);
}

/* Letters put in, left out, replaced, or two neighbours exchanged: one step each. Case is no step. */
static size_t distance(const char *a, const char *b)
{
    size_t na = strlen(a), nb = strlen(b), rows[3][WORD_MAX + 1];
    size_t *before = rows[0], *last = rows[1], *now = rows[2];

    if (na > WORD_MAX || nb > WORD_MAX)
        return SIZE_MAX;
    for (size_t j = 0; j <= nb; j++)
        last[j] = j;
    memcpy(before, last, sizeof rows[0]);
    for (size_t i = 1; i <= na; i++) {
        size_t *spare = before;

        now[0] = i;
        for (size_t j = 1; j <= nb; j++) {
            size_t cost = low(a[i - 1]) == low(b[j - 1]) ? 0 : 1;

            now[j] = least(least(now[j - 1], last[j]) + 1, last[j - 1] + cost);
            if (i > 1 && j > 1 && low(a[i - 1]) == low(b[j - 2]) && low(a[i - 2]) == low(b[j - 1]))
                now[j] = least(now[j], before[j - 2] + 1);
        }
        before = last;
        last = now;
        now = spare;
    }
    return last[nb];
}

const char *ac_nearest(const char *typed, const char *const *candidates, size_t n)
{
    size_t length = strlen(typed), far = length <= 3 ? 1 : length <= 6 ? 2 : 3, best = far + 1;
    const char *out = NULL;

    for (size_t i = 0; i < n; i++) {
        size_t steps = distance(typed, candidates[i]);

        if (length >= 2 && strncasecmp(typed, candidates[i], length) == 0)
            steps = least(steps, far); /* begun and not finished */
        if (steps < best && steps < strlen(candidates[i])) {
            best = steps;
            out = candidates[i];
        }
    }
    return out;
}

const char *ac_habit(const char *typed)
{
    static const struct {
        const char *words[4], *meant;
    } habits[] = {
        { { "edit", "change" }, "amend" },
        { { "cancel", "delete", "undo" }, N_("retract or withdraw") },
        { { "done", "finish" }, "deliver" },
        { { "approve", "confirm" }, N_("sign or accept") },
        { { "reject", "refuse" }, N_("decline or dispute") },
        { { "comment" }, "note" },
        { { "find", "grep", "query" }, "search" },
        { { "history", "timeline" }, "log" },
        { { "contribute", "contribution", "resource", "offer" }, "bring" },
        { { "benefit", "want" }, "gain" },
        { { "decision", "minutes" }, "decide" },
        { { "issue", "assumption", "dependency" }, "risk" },
        { { "answer" }, N_("reply or respond") },
        { { "driver", "reason" }, "why" },
        { { "impact", "result" }, "outcome" },
        { { "agreement", "clause", "scorecard" }, "agree" },
        { { "health", "survey" }, "check" },
    };

    for (size_t i = 0; i < sizeof habits / sizeof *habits; i++)
        for (size_t w = 0; w < 4 && habits[i].words[w] != NULL; w++)
            if (strcasecmp(habits[i].words[w], typed) == 0)
                return ac_tr_always(habits[i].meant);
    return NULL;
}
