/* cmd_evidence.c - evidence: a file that shows something is written down; which of all files are here. */
#include "cli/cmds.h"
#include "cli/evidence.h"
#include "cli/practice/record.h"
#include "cli/practice/said.h"
#include "cli/ref.h"
#include "core/kind.h"
#include "core/lang.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- evidence add --- */

/* What the file itself says: fingerprint, size, media type; its name where no title is typed. */
static ac_rc put_file(ac_recording *r, const char *path)
{
    ac_json *list = ac_json_array();
    const ac_json *file;
    int64_t bytes = 0;
    bool good;
    ac_rc rc = list != NULL ? ac_evidence_put(list, path, &r->cli->err) : ac_fail(&r->cli->err, AC_ENOMEM, "out of memory");

    file = ac_json_at(list, 0);
    if (rc == AC_OK) {
        ac_json_int(file, "bytes", &bytes);
        good = ac_json_set_int(r->values, "bytes", bytes) && ac_json_set_str(r->values, "fingerprint", ac_json_str(file, "hash")) &&
               ac_json_set_str(r->values, "media", ac_json_str(file, "type"));
        rc = good ? AC_OK : ac_fail(&r->cli->err, AC_ENOMEM, "out of memory");
    }
    if (rc == AC_OK && ac_opt(r->cli, "title") == NULL && !ac_can_ask(r->cli))
        rc = ac_recording_put(r, "title", ac_json_str(file, "title"));
    if (rc == AC_OK)
        ac_evidence_remember_all(r->cli, list, &path, 1);
    ac_json_free(list);
    return rc;
}

ac_rc ac_cmd_evidence_add(ac_cli *cli)
{
    const char *argument = ac_arg(cli, 0);
    bool is_change = ac_recording_is_ref(cli, argument);
    ac_recording r;
    ac_rc rc = is_change ? ac_recording_edit(&r, cli, &ac_type_evidence, NULL, argument)
                         : ac_recording_begin(&r, cli, &ac_type_evidence, NULL, ac_opt_flag(cli, "private"));

    if (rc == AC_OK && !is_change)
        rc = put_file(&r, argument);
    if (rc == AC_OK)
        rc = ac_recording_options(&r);
    if (rc == AC_OK)
        rc = ac_recording_ask(&r);
    if (rc == AC_OK)
        rc = ac_recording_keep(&r);
    if (rc == AC_OK && !is_change)
        ac_out(cli, "  The file stays here; its fingerprint, size and title travel.\n");
    ac_recording_free(&r);
    return rc;
}

/* --- evidence list --- */

typedef struct {
    ac_looking look;
    ac_cli *cli;
    ac_table *table;
    bool is_full;
    ac_n about;    /* 0: all */
    size_t shown, here, changed, gone;
    ac_rc rc;
} listing;

/* One file: whoever wrote it down, and where. */
typedef struct {
    const char *ref, *org, *title, *hash, *media, *about;
    int64_t bytes;
    int space;
} file_row;

static const ac_column screen_columns[] = { { .title = "", .role = AC_REF }, { .title = N_("by") }, { .title = N_("size"), .is_right = true },
                                            { .title = N_("fingerprint") }, { .title = N_("the file") }, { .title = N_("title") } };
static const ac_column cell_columns[] = { { .title = "ref" }, { .title = "org" }, { .title = "bytes" }, { .title = "fingerprint" }, { .title = "here" },
                                          { .title = "media" }, { .title = "about" }, { .title = "path" }, { .title = "title" } };

static const char *state_said(ac_evidence_state state)
{
    switch (state) {
    case AC_EVIDENCE_HERE:
        return _("here, unchanged");
    case AC_EVIDENCE_CHANGED:
        return _("CHANGED since");
    case AC_EVIDENCE_GONE:
        return _("no longer where it was");
    case AC_EVIDENCE_NEVER:
        break;
    }
    return _("not here");
}

static void file_json(listing *l, const file_row *f, ac_evidence_state state, const char *path)
{
    const ac_partnership *p = ac_look_partnership(&l->look, f->space);
    uint8_t digest[32];
    ac_jsonl j;

    ac_json_line(l->cli, &j, "accord.evidence/1");
    ac_jsonl_str(&j, "ref", f->ref);
    ac_jsonl_str(&j, "org", f->org);
    ac_jsonl_str(&j, "title", f->title);
    ac_jsonl_int(&j, "bytes", f->bytes);
    ac_jsonl_str(&j, "fingerprint", ac_unhex(digest, 32, f->hash, strlen(f->hash)) ? f->hash : NULL); /* a partner may have written none */
    ac_jsonl_str(&j, "media", f->media);
    ac_jsonl_str(&j, "here", ac_evidence_word(state));
    ac_jsonl_str(&j, "path", path[0] != '\0' ? path : NULL);
    ac_jsonl_list(&j, "about", f->about);
    ac_jsonl_str(&j, "partnership", p != NULL ? p->code : NULL);
    if (!ac_jsonl_end(&j))
        l->rc = ac_fail(&l->cli->err, AC_ENOMEM, "out of memory");
}

static void file_in_table(listing *l, const file_row *f, ac_evidence_state state, const char *path)
{
    char ref[AC_LOOK_REF_SIZE], size[AC_SIZE_SAID], print[AC_FINGERPRINT_SIZE] = "", bytes[24];
    uint8_t digest[32];

    ac_look_ref(&l->look, f->space, f->ref, ref);
    if (ac_cli_form(l->cli) != AC_TABLE_SCREEN) {
        snprintf(bytes, sizeof bytes, "%lld", (long long)f->bytes);
        ac_table_row(l->table, (const char *const[]){ ref, f->org, bytes, f->hash, ac_evidence_word(state), f->media, f->about, path, f->title });
        return;
    }
    ac_size_said(size, f->bytes);
    if (ac_unhex(digest, 32, f->hash, strlen(f->hash)))
        ac_fingerprint(print, digest);
    if (!l->is_full)
        print[9] = '\0'; /* two groups tell files apart; all of it with --full */
    ac_table_row(l->table, (const char *const[]){ ref, f->org, size, l->is_full ? f->hash : print, state_said(state), f->title });
    if (state == AC_EVIDENCE_CHANGED)
        ac_table_mark(l->table, 4, AC_ATTN);
}

static void put_row(listing *l, const file_row *f)
{
    ac_evidence_state state = AC_EVIDENCE_NEVER;
    ac_buf path = { 0 };

    l->rc = ac_evidence_find(l->cli, f->hash, f->bytes, &state, &path);
    if (l->rc == AC_OK) {
        l->shown++;
        l->here += state == AC_EVIDENCE_HERE;
        l->changed += state == AC_EVIDENCE_CHANGED;
        l->gone += state == AC_EVIDENCE_GONE;
        if (l->cli->json)
            file_json(l, f, state, ac_buf_text(&path));
        else
            file_in_table(l, f, state, ac_buf_text(&path));
    }
    ac_buf_free(&path);
}

static const char *or_empty(const char *text)
{
    return text != NULL ? text : "";
}

/* A delivery that counts or not: its files were named by it. */
static bool one_change(void *ctx, const ac_change_row *row)
{
    listing *l = ctx;
    ac_json *words = NULL;
    const ac_json *list;

    if (row->held.kind != AC_KIND_DELIVER || (l->about != 0 && row->held.record != l->about) || ac_look_partnership(&l->look, row->held.space) == NULL)
        return true;
    l->rc = ac_query_words(l->cli->nb, row->held.n, &words, &l->cli->err);
    list = ac_json_get(words, "evidence");
    for (size_t i = 0; l->rc == AC_OK && i < ac_json_count(list); i++) {
        const ac_json *file = ac_json_at(list, i);
        file_row f = { .ref = row->ref, .org = row->org, .title = or_empty(ac_json_str(file, "title")), .hash = or_empty(ac_json_str(file, "hash")),
                       .media = or_empty(ac_json_str(file, "type")), .about = row->ref, .space = row->held.space };
        ac_json_int(file, "bytes", &f.bytes);
        put_row(l, &f);
    }
    ac_json_free(words);
    return l->rc == AC_OK;
}

static bool one_entry(void *ctx, const ac_entry *e)
{
    listing *l = ctx;
    file_row f = { .ref = e->ref, .org = e->org, .title = ac_entry_text(e, "title"), .hash = ac_entry_text(e, "fingerprint"),
                   .media = ac_entry_text(e, "media"), .about = e->belongs_refs, .space = e->space };
    bool is_about = l->about == 0 || e->n == l->about;

    for (size_t i = 0; i < e->nbelongs; i++)
        is_about = is_about || e->belongs[i] == l->about;
    if (!is_about || (!e->is_private && ac_look_partnership(&l->look, e->space) == NULL))
        return true;
    ac_entry_int(e, "bytes", &f.bytes);
    put_row(l, &f);
    return l->rc == AC_OK;
}

static ac_rc list_files(listing *l, int space)
{
    ac_entry_filter f = { .space = -1, .type = "evidence" };
    ac_rc rc = ac_query_changes(l->cli->nb, space, l->about, 0, one_change, l, &l->cli->err);

    if (rc == AC_OK && l->rc == AC_OK)
        rc = ac_entries(l->cli->nb, &f, one_entry, l, &l->cli->err);
    return rc == AC_OK ? l->rc : rc;
}

static void say_count(const listing *l)
{
    if (l->shown == 0)
        ac_talk(l->cli, "No evidence yet: accord evidence add FILE --title TEXT\n");
    else if (ac_cli_form(l->cli) == AC_TABLE_SCREEN)
        ac_out(l->cli, ac_plural("%zu file, %zu of them here and unchanged.\n", "%zu files, %zu of them here and unchanged.\n", (unsigned long)l->shown),
               l->shown, l->here);
    if (l->changed > 0)
        ac_out(l->cli, AC_ATTN "The fingerprint of a file that is here is no longer the one that was written down." AC_END "\n");
}

ac_rc ac_cmd_evidence_list(ac_cli *cli)
{
    listing l = { .cli = cli, .is_full = ac_opt_flag(cli, "full") };
    ac_column titles[6];
    ac_record_ref ref = { .space = -1 };
    bool is_screen = ac_cli_form(cli) == AC_TABLE_SCREEN;
    ac_rc rc = ac_look_open(&l.look, cli);

    if (rc == AC_OK && ac_arg(cli, 0) != NULL)
        rc = ac_cli_record(cli, ac_arg(cli, 0), AC_RECORD_ANY, &ref);
    l.about = ref.n;
    for (size_t i = 0; i < 6; i++) {
        titles[i] = screen_columns[i];
        titles[i].title = screen_columns[i].title[0] != '\0' ? _(screen_columns[i].title) : "";
    }
    if (rc == AC_OK && !cli->json && (l.table = is_screen ? ac_table_new(titles, 6) : ac_table_new(cell_columns, 9)) == NULL)
        rc = ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    if (rc == AC_OK)
        rc = list_files(&l, ref.space);
    if (rc == AC_OK && l.table != NULL && (l.shown > 0 || cli->csv) && !ac_table_print(l.table, &cli->out, ac_cli_form(cli), 0))
        rc = ac_fail(&cli->err, AC_ENOMEM, "out of memory");
    if (rc == AC_OK && !cli->json && !cli->plain && !cli->csv)
        say_count(&l);
    ac_table_free(l.table);
    ac_look_close(&l.look);
    return rc == AC_OK && l.changed > 0 && ac_opt_flag(cli, "exit-code") ? AC_EATTENTION : rc;
}
