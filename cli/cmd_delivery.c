/* cmd_delivery.c - progress, deliver: what the promising side says of its promise. */
#include <string.h>

#include "cli/cmds.h"
#include "cli/deed.h"
#include "cli/evidence.h"
#include "cli/typed.h"

static ac_rc no_memory(ac_cli *cli)
{
    return ac_fail(&cli->err, AC_ENOMEM, "out of memory");
}

static ac_rc figure(ac_cli *cli, ac_wish *w)
{
    const char *actual = ac_opt(cli, "actual");
    ac_rc rc = AC_OK;

    if (actual == NULL)
        return AC_OK;
    rc = ac_figure_check("--actual", actual, &cli->err);
    if (rc == AC_OK && !ac_json_set_str(w->words, "actual", actual))
        rc = no_memory(cli);
    return rc;
}

/* "128 of 140 facades (91 %), was 95" */
static void said_figure(ac_deed *d, const char *actual, const char *was)
{
    ac_wording w = { 0 };
    const char *target, *unit;
    double reached, wanted;

    if (d->cli->json || actual == NULL || ac_show_wording(&d->s, d->s.a->text, &w) != AC_OK)
        return;
    target = ac_json_str(w.words, "target");
    unit = ac_json_str(w.words, "unit");
    ac_out(d->cli, "  %s", actual);
    if (target != NULL && ac_figure_of(target, &wanted) && ac_figure_of(actual, &reached) && wanted > 0) {
        ac_out(d->cli, " of %s", target);
        if (unit != NULL && strstr(target, unit) == NULL)
            ac_out(d->cli, " %s", unit);
        ac_out(d->cli, " (%d %%)", (int)(100 * reached / wanted + 0.5));
    }
    if (was != NULL)
        ac_out(d->cli, ", was %s", was);
    ac_out(d->cli, "\n");
    ac_wording_free(&w);
}

/* The figure of the last report, to be freed with its words. */
static ac_json *last_words(ac_deed *d)
{
    ac_json *words = NULL;

    if (d->s.a->report >= 0 && ac_query_words(d->cli->nb, ac_record_held(d->s.record, d->s.a->report)->n, &words, NULL) != AC_OK)
        return NULL;
    return words;
}

/* --- progress --- */

ac_rc ac_cmd_progress(ac_cli *cli)
{
    static const char *const more[] = { "barriers", "opportunities", "next", "why-not-assessed" };
    ac_deed d;
    ac_wish w = { 0 };
    ac_json *before = NULL;
    int64_t slot;
    bool has_slot = false;
    ac_rc rc = ac_deed_open(&d, cli, ac_arg(cli, 0));

    if (rc != AC_OK)
        return rc;
    rc = ac_deed_wish(&d, AC_KIND_PROGRESS, -1, &w);
    if (rc == AC_OK)
        rc = ac_deed_slot(&d, &slot, &has_slot);
    if (rc == AC_OK && has_slot && !ac_json_set_int(w.facts, "slot", slot))
        rc = no_memory(cli);
    if (rc == AC_OK)
        rc = ac_wish_code(cli, &w, "completion", AC_V_COMPLETION, false);
    if (rc == AC_OK)
        rc = figure(cli, &w);
    if (rc == AC_OK)
        rc = ac_wish_text(cli, &w, "message", "narrative", _("What happened since the last report?"), true);
    for (size_t i = 0; rc == AC_OK && i < sizeof more / sizeof *more; i++)
        rc = ac_wish_text(cli, &w, more[i], more[i], NULL, false);
    if (rc == AC_OK) {
        before = last_words(&d);
        rc = ac_deed_write(&d, &w, _("progress reported"));
    }
    if (rc == AC_OK)
        said_figure(&d, ac_opt(cli, "actual"), ac_json_str(before, "actual"));
    ac_json_free(before);
    ac_wish_free(&w);
    ac_deed_close(&d);
    return rc;
}

/* --- deliver --- */

/* Files from --evidence, each once; the fold counts them, people read their names. */
static ac_rc put_files(ac_cli *cli, ac_wish *w, const char *const *paths, size_t n)
{
    ac_json *list = ac_json_array();
    ac_rc rc = list != NULL ? AC_OK : no_memory(cli);

    if (rc == AC_OK && n > AC_EVIDENCE_FILES)
        rc = ac_fail(&cli->err, AC_EUSAGE, ac_plural("%zu file; %d is the most for one delivery", "%zu files; %d is the most for one delivery", n),
                     n, AC_EVIDENCE_FILES);
    for (size_t i = 0; rc == AC_OK && i < n; i++)
        rc = ac_evidence_put(list, paths[i], &cli->err);
    if (rc == AC_OK)
        ac_evidence_remember_all(cli, list, paths, n);
    if (rc == AC_OK && !ac_json_set_int(w->facts, "files", (int64_t)n))
        rc = no_memory(cli);
    if (rc == AC_OK && n > 0) {
        if (!ac_json_set(w->words, "evidence", list))
            rc = no_memory(cli);
        list = NULL;
    }
    ac_json_free(list);
    return rc;
}

static ac_rc put_no_file(ac_cli *cli, ac_wish *w, const char *why)
{
    ac_rc rc = ac_title_check(_("why there is no file"), why, strlen(why), &cli->err);

    if (rc == AC_OK && (!ac_json_set_str(w->words, "no-evidence-because", why) || !ac_json_set_int(w->facts, "files", 0)))
        rc = no_memory(cli);
    return rc;
}

/* One file, or why there is none: asked until it is understood. */
static ac_rc ask_evidence(ac_cli *cli, ac_wish *w)
{
    ac_rc rc;

    do {
        ac_buf file = { 0 }, why = { 0 };
        const char *path;
        rc = ac_ask_line(cli, "A file that shows it (Enter: none)", "", "--evidence FILE or --no-evidence WHY", &file);
        path = ac_buf_text(&file);
        if (rc == AC_OK && file.len > 0)
            rc = put_files(cli, w, &path, 1);
        else if (rc == AC_OK)
            rc = ac_ask_line(cli, "Why is there none", NULL, "--no-evidence WHY", &why);
        if (rc == AC_OK && file.len == 0)
            rc = put_no_file(cli, w, ac_buf_text(&why));
        ac_buf_free(&file);
        ac_buf_free(&why);
        if ((rc != AC_EUSAGE && rc != AC_EIO) || !ac_can_ask(cli))
            return rc;
        ac_warn(cli, "%s\n", cli->err.text);
    } while (true);
}

static ac_rc put_evidence(ac_cli *cli, ac_wish *w)
{
    const char *paths[AC_EVIDENCE_FILES + 1], *why = ac_opt(cli, "no-evidence");
    size_t n = ac_opt_count(cli, "evidence");

    if (n > 0 && why != NULL)
        return ac_fail(&cli->err, AC_EUSAGE, "--evidence and --no-evidence say opposite things: name one of them");
    if (why != NULL)
        return put_no_file(cli, w, why);
    if (n == 0 && !ac_can_ask(cli))
        return ac_fail(&cli->err, AC_EUSAGE, "name a file that shows it, or say why there is none: --evidence FILE or --no-evidence WHY");
    if (n == 0)
        return ask_evidence(cli, w);
    for (size_t i = 0; i < n && i <= AC_EVIDENCE_FILES; i++)
        paths[i] = ac_opt_at(cli, "evidence", i);
    return put_files(cli, w, paths, n);
}

/* "survey.pdf (2.1 MB) stays here; its fingerprint travels" */
static void say_files(ac_cli *cli, const ac_json *files)
{
    for (size_t i = 0; i < ac_json_count(files); i++) {
        char size[AC_SIZE_SAID];
        int64_t bytes = 0;
        ac_json_int(ac_json_at(files, i), "bytes", &bytes);
        ac_size_said(size, bytes);
        ac_out(cli, "  %s (%s) stays here; its fingerprint travels.\n", ac_json_str(ac_json_at(files, i), "title"), size);
    }
}

static ac_rc which_slot(ac_deed *d, ac_wish *w)
{
    int64_t slot = 0;
    bool given = false;
    bool has_slots = d->s.a->nslots > 0 && d->s.a->slots[0].n > 0;
    ac_rc rc = ac_deed_slot(d, &slot, &given);

    if (rc != AC_OK || !has_slots)
        return rc;
    if (!given)
        return ac_fail(&d->cli->err, AC_EUSAGE, ac_plural("%s has %d dated slot: say which one was delivered: --slot N",
                                 "%s has %d dated slots: say which one was delivered: --slot N", (unsigned)d->s.a->nslots),
                       d->ref, d->s.a->nslots);
    return ac_json_set_int(w->facts, "slot", slot) ? AC_OK : no_memory(d->cli);
}

ac_rc ac_cmd_deliver(ac_cli *cli)
{
    ac_deed d;
    ac_wish w = { 0 };
    ac_rc rc = ac_deed_open(&d, cli, ac_arg(cli, 0));

    if (rc != AC_OK)
        return rc;
    rc = ac_deed_wish(&d, AC_KIND_DELIVER, -1, &w);
    if (rc == AC_OK)
        rc = which_slot(&d, &w);
    if (rc == AC_OK)
        rc = figure(cli, &w);
    if (rc == AC_OK)
        rc = put_evidence(cli, &w);
    if (rc == AC_OK)
        rc = ac_wish_text(cli, &w, "message", "narrative", _("What was delivered?"), true);
    if (rc == AC_OK)
        rc = ac_deed_write(&d, &w, _("delivery claimed"));
    if (rc == AC_OK)
        said_figure(&d, ac_opt(cli, "actual"), NULL);
    if (rc == AC_OK)
        say_files(cli, ac_json_get(w.words, "evidence"));
    ac_wish_free(&w);
    ac_deed_close(&d);
    return rc;
}
