/* opened.c - a commitment of a list, opened. */
#include "cli/exchange/opened.h"

#include "core/lang.h"

#include <stdio.h>

const ac_screen ac_file_screen = { .is_utf8 = true };

ac_rc ac_opened_open(ac_opened *out, ac_looking *look, const ac_commitment_row *row)
{
    ac_cli *cli = look->cli;
    ac_rc rc;

    *out = (ac_opened){ .s = { .look = look, .cli = cli, .ref = { .n = row->n, .space = row->space, .id = row->id } }, .row = row };
    snprintf(out->s.ref.ref, sizeof out->s.ref.ref, "%s", row->ref);
    rc = ac_record_open(&out->s.record, cli->nb, row->n, &cli->err);
    if (rc != AC_OK)
        return rc;
    out->s.a = ac_record_answers(out->s.record);
    if (out->s.a->text >= 0)
        rc = ac_show_wording(&out->s, out->s.a->text, &out->w);
    for (int i = 0; i < ac_record_acts(out->s.record); i++)
        if (ac_record_held(out->s.record, i)->written_ms > out->touched_ms)
            out->touched_ms = ac_record_held(out->s.record, i)->written_ms;
    if (rc != AC_OK)
        ac_opened_close(out);
    return rc;
}

void ac_opened_close(ac_opened *opened)
{
    ac_wording_free(&opened->w);
    ac_record_close(opened->s.record);
    *opened = (ac_opened){ 0 };
}

const char *ac_opened_title(const ac_opened *opened)
{
    return opened->row->title[0] != '\0' ? opened->row->title : _("(its words are not here)");
}

const char *ac_opened_term(const ac_opened *opened, const char *key)
{
    const char *text = ac_json_str(opened->w.words, key);

    return text != NULL && text[0] != '\0' ? text : NULL;
}
