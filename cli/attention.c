/* attention.c - what a person should know before anything else. */
#include "cli/attention.h"

#include "core/entering.h"
#include "core/kind.h"
#include "core/mark.h"
#include "core/practice/entry.h"
#include "core/sheet.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REFUSED_SHOWN 3
#define COUNT_EXACTLY 256 /* unsent changes among which acks are told apart */

void ac_attention_free(ac_attention *a)
{
    free(a->line);
    *a = (ac_attention){ 0 };
}

bool ac_attention_presses(const ac_attention *a)
{
    for (size_t i = 0; i < a->n; i++)
        if (a->line[i].is_pressing)
            return true;
    return false;
}

void ac_attention_print(ac_cli *cli, const ac_attention *a, bool pressing)
{
    for (size_t i = 0; i < a->n; i++) {
        const ac_attention_line *l = &a->line[i];
        if (l->is_pressing != pressing)
            continue;
        ac_out(cli, l->is_pressing ? AC_ATTN "!" AC_END " %s" : "- %s", l->text);
        if (l->command[0] != '\0')
            ac_out(cli, ": " AC_REF "%s" AC_END, l->command);
        ac_out(cli, "\n");
    }
}

static ac_rc add(ac_cli *cli, ac_attention *a, bool is_pressing, const char *command, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
static ac_rc add(ac_cli *cli, ac_attention *a, bool is_pressing, const char *command, const char *format, ...)
{
    ac_attention_line *more = realloc(a->line, (a->n + 1) * sizeof *more);
    va_list ap;

    if (more == NULL)
        return ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    a->line = more;
    more += a->n++;
    *more = (ac_attention_line){ .is_pressing = is_pressing };
    snprintf(more->command, sizeof more->command, "%s", command);
    va_start(ap, format);
    vsnprintf(more->text, sizeof more->text, _(format), ap);
    va_end(ap);
    return AC_OK;
}

/* --- one partnership --- */

static ac_rc about_writing(ac_cli *cli, const ac_partnership *p, ac_attention *out)
{
    ac_err why = { 0 };
    ac_rc rc = ac_notebook_may_write(cli->nb, p->space, &why);

    if (rc == AC_ESTOPPED)
        return add(cli, out, true, "accord doctor", "writing has stopped on this laptop");
    if (rc != AC_OK)
        cli->err = why;
    return rc;
}

/* Laptops that wrote one number twice: each once, with the first number. */
static ac_rc about_forks(ac_cli *cli, const ac_partnership *p, ac_attention *out)
{
    ac_branch *list = NULL;
    ac_members *members = NULL;
    size_t n = 0;
    ac_rc rc = ac_history_branches(ac_notebook_history(cli->nb), p->space, &list, &n, &cli->err);

    if (rc == AC_OK)
        rc = ac_notebook_members(cli->nb, p->space, &members, &cli->err);
    for (size_t i = 0; rc == AC_OK && i < n;) {
        const ac_state_device *device;
        uint64_t first = 0;
        size_t k = i;
        int org = -1;
        for (; k < n && ac_device_eq(list[k].device, list[i].device); k++)
            if (list[k].parent >= 0 && (first == 0 || list[k].fork_seq + 1 < first))
                first = list[k].fork_seq + 1;
        if (k > i + 1) {
            bool is_this = ac_device_eq(list[i].device, ac_notebook_me(cli->nb)->device);
            device = ac_members_device(members, &list[i].device, &org);
            rc = add(cli, out, is_this, is_this ? "accord doctor" : "",
                     "%s laptop %s wrote record %llu twice (a copied or restored notebook); both are kept",
                     ac_look_org(cli, p->space, org), device != NULL ? device->n : "?",
                     (unsigned long long)(first != 0 ? first : 1));
        }
        i = k;
    }
    free(list);
    return rc;
}

typedef struct {
    ac_cli *cli;
    ac_attention *out;
    ac_rc rc;
} waiting;

static bool one_held(void *ctx, const char *code, const char *name, const char *compare)
{
    waiting *w = ctx;
    char command[64];

    (void)compare;
    snprintf(command, sizeof command, "accord admit %s", code);
    w->rc = add(w->cli, w->out, false, command, "%.200s waits to be admitted", name);
    return w->rc == AC_OK;
}

static const char *refused_device(ac_cli *cli, const ac_partnership *p, const ac_device *key, char out[160])
{
    ac_members *members;
    const ac_state_device *d = NULL;
    int org = -1;

    if (ac_notebook_members(cli->nb, p->space, &members, NULL) == AC_OK)
        d = ac_members_device(members, key, &org);
    if (d != NULL)
        snprintf(out, 160, _("%s laptop %s"), ac_look_org(cli, p->space, org), d->n);
    else
        snprintf(out, 160, "%s", _("an unknown laptop"));
    return out;
}

static ac_rc about_records(ac_cli *cli, const ac_partnership *p, ac_attention *out)
{
    ac_refused refused[REFUSED_SHOWN];
    char command[64], who[160];
    int64_t aside = 0;
    size_t n = 0, all = 0;
    ac_rc rc = ac_query_aside(cli->nb, p->space, &aside, &cli->err);

    snprintf(command, sizeof command, "accord log -P %s --all", p->code);
    if (rc == AC_OK && aside > 0)
        rc = add(cli, out, false, command,
                 ac_plural("%lld record is set aside: kept, without effect", "%lld records are set aside: kept, without effect",
                           (unsigned long)aside),
                 (long long)aside);
    if (rc == AC_OK && p->missing_words > 0)
        rc = add(cli, out, false, "accord sync",
                 ac_plural("words of %lld record have not arrived; partners who hold them give them",
                           "words of %lld records have not arrived; partners who hold them give them", (unsigned long)p->missing_words),
                 (long long)p->missing_words);
    if (rc == AC_OK)
        rc = ac_query_refused(cli->nb, &p->id, refused, REFUSED_SHOWN, &n, &all, &cli->err);
    for (size_t i = 0; rc == AC_OK && i < n; i++)
        rc = add(cli, out, false, "", "record %llu of %s was refused: %.180s", (unsigned long long)refused[i].seq,
                 refused_device(cli, p, &refused[i].author, who), refused[i].why);
    if (rc == AC_OK && all > n)
        rc = add(cli, out, false, "", ac_plural("%zu more record was refused", "%zu more records were refused", all - n), all - n);
    return rc;
}

ac_rc ac_attention_closed(ac_cli *cli, int space, const ac_term **out)
{
    ac_entry *profile;
    ac_rc rc = ac_profile_open(&profile, cli->nb, space, NULL, &cli->err);

    *out = NULL;
    if (rc == AC_EREF) {
        cli->err = (ac_err){ 0 };
        return AC_OK; /* its beginning has not arrived */
    }
    if (rc != AC_OK)
        return rc;
    if (ac_state_is_ending(ac_entry_text(profile, "state")))
        *out = ac_vocab_find(AC_V_PARTNERSHIP, ac_entry_text(profile, "state"));
    ac_entry_close(profile);
    return AC_OK;
}

static ac_rc about_closing(ac_cli *cli, const ac_partnership *p, ac_attention *out)
{
    const ac_term *closed;
    ac_rc rc = ac_attention_closed(cli, p->space, &closed);

    return rc == AC_OK && closed != NULL ? add(cli, out, false, "", _("%s · %s"), p->code, _(closed->label)) : rc;
}

ac_rc ac_attention_of(ac_cli *cli, const ac_partnership *p, ac_attention *out)
{
    waiting w = { cli, out, AC_OK };
    ac_rc rc = about_writing(cli, p, out);

    if (rc == AC_OK)
        rc = about_closing(cli, p, out);
    if (rc == AC_OK)
        rc = about_forks(cli, p, out);
    if (rc == AC_OK)
        rc = ac_joins_held(cli->nb, p->space, one_held, &w, &cli->err);
    if (rc == AC_OK)
        rc = w.rc;
    if (rc == AC_OK)
        rc = about_records(cli, p, out);
    return rc;
}

/* --- the notebook as a whole --- */

ac_rc ac_attention_whole(ac_cli *cli, ac_attention *out)
{
    ac_invitation *list = NULL;
    size_t n = 0;
    ac_rc rc = ac_joins_waiting(cli->nb, &list, &n, &cli->err);

    for (size_t i = 0; i < n; i++) {
        bool has_address = list[i].naddresses > 0;
        if (rc == AC_OK)
            rc = add(cli, out, false, has_address ? "accord sync" : "accord import FILE",
                     has_address ? "%.120s: waiting for %s to admit you"
                                 : "%.120s: waiting for %s to take in your reply file and to give you one",
                     list[i].title, list[i].code);
        ac_invitation_free(&list[i]);
    }
    free(list);
    if (rc == AC_OK && ac_sheet_is_pending(cli->nb))
        rc = add(cli, out, false, "accord key sheet", "the recovery sheet has not been printed (a lost key cannot be made again)");
    return rc;
}

/* --- what has not left --- */

ac_rc ac_unsent(ac_cli *cli, const ac_partnership *p, int64_t *out)
{
    ac_mark mark = { 0 };
    const ac_mark_line *line;
    const ac_device *device = &ac_notebook_me(cli->nb)->device;
    ac_branch *list = NULL;
    size_t n = 0;
    ac_rc rc = ac_mark_read(&mark, ac_notebook_place(cli->nb)->state_dir, device, &cli->err);

    *out = 0;
    if (rc == AC_EREF || rc == AC_ECORRUPT)
        return AC_OK; /* the mark is lost: said elsewhere */
    line = ac_mark_find(&mark, &p->id);
    if (rc == AC_OK)
        rc = ac_history_branches(ac_notebook_history(cli->nb), p->space, &list, &n, &cli->err);
    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        uint64_t from = line != NULL && line->seq > list[i].fork_seq ? line->seq : list[i].fork_seq;
        if (!ac_device_eq(list[i].device, *device) || list[i].head_seq <= from)
            continue;
        *out += (int64_t)(list[i].head_seq - from);
        for (uint64_t seq = from + 1; rc == AC_OK && list[i].head_seq - from <= COUNT_EXACTLY && seq <= list[i].head_seq; seq++) {
            ac_held held;
            rc = ac_history_on(ac_notebook_history(cli->nb), list[i].branch, seq, &held, &cli->err);
            *out -= rc == AC_OK && held.kind == AC_KIND_ACK;
        }
    }
    free(list);
    ac_mark_free(&mark);
    return rc;
}
