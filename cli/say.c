/* say.c - one change in words. */
#include "cli/say.h"

#include "cli/practice/said.h"

#include "core/commitment.h"
#include "core/kind.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static const struct {
    uint16_t kind;
    bool is_small;
    const char *done; /* in the sense "did": who did it stands before it */
    const char *words; /* keys, the most telling first */
} sayings[] = {
    { AC_KIND_ACK, true, N_IN("did", "confirmed receipt"), "" },
    { AC_KIND_CONTACT, true, N_IN("did", "gave an address"), "" },
    { AC_KIND_NOTE, false, N_IN("did", "reflected"), "title text" },
    { AC_KIND_ADDENDUM, false, N_IN("did", "added to it"), "text" },
    { AC_KIND_CREATE, false, N_IN("did", "wrote"), "title text" },
    { AC_KIND_EDIT, false, N_IN("did", "edited"), "title text" },
    { AC_KIND_STAMP, true, N_IN("did", "stamped"), "" },
    { AC_KIND_ATTEST, false, N_IN("did", "attested"), "text" },
    { AC_KIND_ERASED, true, N_IN("did", "erased"), "" },
    { AC_KIND_PROPOSE, false, N_IN("did", "proposed"), "title" },
    { AC_KIND_SIGN, false, N_IN("did", "signed"), "message" },
    { AC_KIND_DECLINE, false, N_IN("did", "declined"), "message" },
    { AC_KIND_RETRACT, false, N_IN("did", "took back"), "message" },
    { AC_KIND_AMEND, false, N_IN("did", "proposed a change"), "why title" },
    { AC_KIND_PROGRESS, false, N_IN("did", "reported"), "narrative" },
    { AC_KIND_DELIVER, false, N_IN("did", "delivered"), "narrative" },
    { AC_KIND_ACCEPT, false, N_IN("did", "accepted"), "message" },
    { AC_KIND_ACCEPT_RESERVED, false, N_IN("did", "accepted with reservations"), "reservations" },
    { AC_KIND_DISPUTE, false, N_IN("did", "disputed"), "grounds" },
    { AC_KIND_RESPOND, false, N_IN("did", "answered"), "answer" },
    { AC_KIND_RESOLVE, false, N_IN("did", "proposed how to resolve it"), "text" },
    { AC_KIND_WITHDRAW, false, N_IN("did", "withdrew"), "message" },
    { AC_KIND_RELEASE, false, N_IN("did", "released"), "message" },
    { AC_KIND_SUSPEND, false, N_IN("did", "suspended"), "message depends-on" },
    { AC_KIND_RESUME, false, N_IN("did", "resumed"), "message" },
    { AC_KIND_REOPEN, false, N_IN("did", "proposed to reopen it"), "message" },
    { AC_KIND_REDACT, false, N_IN("did", "asked to erase words"), "" },
    { AC_KIND_RATIFY, false, N_IN("did", "confirmed earlier records"), "" },
    { AC_KIND_REVEAL, false, N_IN("did", "opened what was withheld"), "" },
    { AC_KIND_FOUND, false, N_IN("did", "began the partnership"), "" },
    { AC_KIND_INVITE, false, N_IN("did", "invited"), "" },
    { AC_KIND_JOIN, false, N_IN("did", "joined"), "" },
    { AC_KIND_ADMIT, false, N_IN("did", "admitted"), "" },
    { AC_KIND_UNADMIT, false, N_IN("did", "no longer stands for"), "" },
    { AC_KIND_LEAVE, false, N_IN("did", "left"), "" },
    { AC_KIND_CERTIFY, false, N_IN("did", "added a laptop"), "" },
    { AC_KIND_REVOKE, false, N_IN("did", "stopped a laptop"), "" },
    { AC_KIND_ROSTER, false, N_IN("did", "used the recovery sheet"), "" },
};
#define SAYINGS (sizeof sayings / sizeof *sayings)

static size_t saying_of(uint16_t kind)
{
    size_t i = 0;

    while (i < SAYINGS && sayings[i].kind != kind)
        i++;
    return i;
}

const char *ac_say_done(uint16_t kind)
{
    size_t i = saying_of(kind);

    return i < SAYINGS ? ac_tr_in("did", sayings[i].done) : _("wrote something newer than this version of accord knows");
}

ac_rc ac_say_done_of(ac_cli *cli, const ac_held *held, ac_buf *out, ac_err *err)
{
    const char *done = NULL;
    ac_rc rc = AC_OK;

    if (held->kind == AC_KIND_CREATE || held->kind == AC_KIND_EDIT)
        rc = ac_said_done_of(cli, held, &done, err);
    if (rc == AC_OK)
        ac_buf_str(out, done != NULL ? done : ac_say_done(held->kind));
    return rc;
}

bool ac_say_is_small(uint16_t kind)
{
    size_t i = saying_of(kind);

    return i < SAYINGS && sayings[i].is_small;
}

const char *ac_say_words_missing(const ac_held *held)
{
    if ((held->flags & AC_HELD_NO_WORDS) && !ac_held_lacks_words(held))
        return _("its words are kept back until they are revealed");
    if (held->flags & AC_HELD_NO_WORDS)
        return _("its words are not here");
    return held->flags & AC_HELD_BAD_WORDS ? _("its words cannot be read") : NULL;
}

const char *ac_say_why(const char *code)
{
    ac_why why = ac_why_of_code(code);

    return why < AC_WHY_COUNT ? ac_why_sentence(why) : code;
}

void ac_say_when(const ac_cli *cli, int64_t ms, char out[AC_DATE_SAID_SIZE])
{
    ac_time_said(out, ms, cli->today);
}

/* --- the gist: codes and figures, then what was written --- */

static void part(ac_buf *out, const char *text)
{
    if (text == NULL || text[0] == '\0')
        return;
    ac_buf_str(out, out->len > 0 ? _(", ") : "");
    ac_buf_str(out, text);
}

/* The first of its keys that is there. */
static const char *telling(const ac_json *words, const char *keys)
{
    for (const char *p = keys; *p != '\0';) {
        size_t n = strcspn(p, " ");
        char key[32];
        const char *text;
        snprintf(key, sizeof key, "%.*s", (int)n, p);
        text = ac_json_str(words, key);
        if (text != NULL && text[0] != '\0')
            return text;
        p += n + (p[n] == ' ');
    }
    return NULL;
}

static void code_fact(const ac_json *facts, const char *key, ac_vocab vocab, ac_buf *out)
{
    const char *code = ac_json_str(facts, key);
    const ac_term *term = code != NULL ? ac_vocab_find(vocab, code) : NULL;

    part(out, term != NULL ? _(term->label) : code);
}

static void list_fact(const ac_json *facts, const char *key, ac_buf *out)
{
    const ac_json *list = ac_json_get(facts, key);

    for (size_t i = 0; i < ac_json_count(list); i++)
        part(out, ac_json_text(ac_json_at(list, i)));
}

static const char *invited(const char *role)
{
    return role == NULL                  ? NULL
           : strcmp(role, "partner") == 0  ? _("a partner")
           : strcmp(role, "observer") == 0 ? _("an observer")
           : strcmp(role, "device") == 0   ? _("a device")
                                           : role;
}

static void from_facts(uint16_t kind, const ac_json *facts, ac_buf *out)
{
    char slot[160];
    int64_t n;

    if (ac_json_int(facts, "slot", &n)) {
        snprintf(slot, sizeof slot, _("slot %lld"), (long long)n);
        part(out, slot);
    }
    switch (kind) {
    case AC_KIND_FOUND:
        part(out, ac_json_str(facts, "title"));
        break;
    case AC_KIND_JOIN:
        part(out, ac_json_str(ac_json_get(facts, "statement"), "name"));
        break;
    case AC_KIND_INVITE:
        part(out, invited(ac_json_str(facts, "role")));
        break;
    case AC_KIND_CERTIFY:
        part(out, ac_json_str(facts, "label"));
        break;
    case AC_KIND_EDIT:
    case AC_KIND_CREATE:
        list_fact(facts, "fields", out);
        break;
    case AC_KIND_CONTACT:
        list_fact(facts, "addresses", out);
        break;
    case AC_KIND_UNADMIT:
    case AC_KIND_LEAVE:
        part(out, ac_json_str(facts, "reason"));
        break;
    case AC_KIND_REDACT:
        code_fact(facts, "reason", AC_V_ERASURE, out);
        break;
    case AC_KIND_REVOKE:
        code_fact(facts, "reason", AC_V_REVOKE, out);
        break;
    case AC_KIND_RESOLVE:
        code_fact(facts, "outcome", AC_V_OUTCOME, out);
        break;
    case AC_KIND_SUSPEND:
        code_fact(facts, "reason", AC_V_REASON, out);
        if (ac_json_str(facts, "until") != NULL) {
            snprintf(slot, sizeof slot, _("until %.20s"), ac_json_str(facts, "until"));
            part(out, slot);
        }
        break;
    default:
        code_fact(facts, "completion", AC_V_COMPLETION, out);
        code_fact(facts, "reason", AC_V_REASON, out);
        break;
    }
}

/* Who was let in, or is stood for no more: the organisation of the join that is meant. */
static ac_rc who_was_meant(ac_cli *cli, const ac_held *held, ac_buf *out, ac_err *err)
{
    ac_history *h = ac_notebook_history(cli->nb);
    ac_buf bytes = { 0 };
    ac_header header;
    ac_held meant;
    ac_rc rc = ac_history_bytes(h, held->n, &bytes, NULL, NULL, NULL, err);

    if (rc == AC_OK)
        rc = ac_header_peek(&header, bytes.p, bytes.len, err);
    if (rc == AC_OK && header.ncites > 0) {
        ac_id id = ac_header_cite(&header, 0);
        rc = ac_history_find(h, held->space, &id, &meant, err);
        if (rc == AC_OK && meant.n != 0 && held->kind == AC_KIND_UNADMIT) {
            rc = who_was_meant(cli, &meant, out, err);
        } else if (rc == AC_OK && meant.n != 0) {
            ac_json *facts = NULL;
            rc = ac_query_facts(cli->nb, meant.n, &facts, err);
            part(out, ac_json_str(ac_json_get(facts, "statement"), "name"));
            ac_json_free(facts);
        }
    }
    ac_buf_free(&bytes);
    return rc;
}

/* Whose words were opened: their references, each once (an answer and its edits have one). */
static ac_rc what_was_opened(ac_cli *cli, const ac_held *held, ac_buf *out, ac_err *err)
{
    ac_history *h = ac_notebook_history(cli->nb);
    ac_buf bytes = { 0 };
    ac_header header;
    ac_n last = 0;
    ac_rc rc = ac_history_bytes(h, held->n, &bytes, NULL, NULL, NULL, err);

    if (rc == AC_OK)
        rc = ac_header_peek(&header, bytes.p, bytes.len, err);
    for (unsigned i = 0; rc == AC_OK && i < header.ncites; i++) {
        ac_id id = ac_header_cite(&header, i);
        char ref[AC_REF_SIZE] = "";
        ac_held opened;
        rc = ac_history_find(h, held->space, &id, &opened, err);
        if (rc != AC_OK || opened.n == 0)
            continue;
        opened.n = opened.record != 0 ? opened.record : opened.n;
        if (opened.n != last)
            rc = ac_query_ref_of(cli->nb, opened.n, ref, err);
        last = opened.n;
        part(out, ref);
    }
    ac_buf_free(&bytes);
    return rc;
}

ac_rc ac_say_gist_apart(ac_cli *cli, const ac_held *held, ac_buf *out, ac_buf *written, ac_err *err)
{
    size_t i = saying_of(held->kind);
    const char *missing = ac_say_words_missing(held);
    ac_json *facts = NULL, *words = NULL;
    bool is_said = false;
    ac_rc rc = AC_OK;

    if (i == SAYINGS)
        return AC_OK;
    if (held->kind == AC_KIND_ADMIT || held->kind == AC_KIND_UNADMIT)
        return who_was_meant(cli, held, out, err);
    if (held->kind == AC_KIND_REVEAL)
        return what_was_opened(cli, held, out, err);
    if (sayings[i].words[0] != '\0')
        rc = ac_query_words(cli->nb, held->n, &words, err);
    if (rc == AC_OK)
        rc = ac_query_facts(cli->nb, held->n, &facts, err);
    if (rc == AC_OK && (held->kind == AC_KIND_CREATE || held->kind == AC_KIND_EDIT))
        rc = ac_said_gist(cli, held, facts, words, out, &is_said, err);
    if (rc == AC_OK && !is_said) {
        const char *text = telling(words, sayings[i].words);
        from_facts(held->kind, facts, out);
        if (held->kind == AC_KIND_NOTE && ac_json_str(facts, "source") != NULL)
            part(out, ac_said_imported());
        if (ac_json_str(words, "actual") != NULL) {
            ac_buf actual = { 0 };
            ac_buf_printf(&actual, _("actual %s"), ac_json_str(words, "actual"));
            part(out, ac_buf_text(&actual));
            ac_buf_free(&actual);
        }
        if (text != NULL) /* its first line */
            ac_buf_put(written, text, strcspn(text, "\r\n"));
    }
    if (rc == AC_OK && missing != NULL && !(is_said && out->len > 0))
        ac_buf_printf(out, "%s(%s)", out->len > 0 ? " " : "", missing);
    ac_json_free(facts);
    ac_json_free(words);
    return rc == AC_OK && (out->failed || written->failed) ? ac_fail(err, AC_ENOMEM, "out of memory") : rc;
}

ac_rc ac_say_gist(ac_cli *cli, const ac_held *held, ac_buf *out, ac_err *err)
{
    ac_buf written = { 0 };
    ac_rc rc = ac_say_gist_apart(cli, held, out, &written, err);

    if (written.len > 0)
        ac_buf_printf(out, "%s%s", out->len > 0 ? " - " : "", ac_buf_text(&written));
    ac_buf_free(&written);
    return rc == AC_OK && out->failed ? ac_fail(err, AC_ENOMEM, "out of memory") : rc;
}
