/* narrow.c - what was written, narrowed. */
#include "cli/narrow.h"

#include "cli/filter.h"
#include "cli/period.h"
#include "core/practice/type.h"

#include <string.h>

/* A kind of record, or of reflections. */
static ac_rc read_type(ac_cli *cli, ac_change_filter *out)
{
    static const struct {
        const char *word, *type;
    } ours[] = { { "commitment", "commitment" }, { "commitments", "commitment" }, { "promise", "commitment" },
                 { "promises", "commitment" },   { "note", "note" },              { "notes", "note" },
                 { "reflection", "note" },       { "reflections", "note" } };
    const char *text = ac_opt(cli, "kind");
    const ac_type *const *types, *known = text != NULL ? ac_type_of_plural(text) : NULL;
    ac_buf list = { 0 };
    char reflections[400];
    size_t n;

    if (text == NULL)
        return AC_OK;
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        if (strcmp(text, ours[i].word) == 0)
            out->type = ours[i].type;
    if (out->type == NULL && known != NULL)
        out->type = known->name;
    if (out->type == NULL && ac_vocab_has(AC_V_REFLECTION, text)) {
        out->type = "note";
        out->note_type = text;
    }
    if (out->type != NULL)
        return AC_OK;
    types = ac_types(&n);
    for (size_t i = 0; i < n; i++)
        ac_buf_printf(&list, ", %s", types[i]->name);
    ac_vocab_list(AC_V_REFLECTION, reflections, sizeof reflections);
    ac_fail(&cli->err, AC_EUSAGE, "there is no kind of record \"%.40s\". Known: commitment, note%s; of reflections: %s", text,
            ac_buf_text(&list), reflections);
    ac_buf_free(&list);
    return AC_EUSAGE;
}

ac_rc ac_narrow_read(ac_looking *look, ac_narrow *out)
{
    ac_cli *cli = look->cli;
    ac_date from = { 0 }, until = { 0 };
    int64_t level = 0;
    bool given;
    ac_rc rc = ac_opt_int(cli, "level", 1, 3, &level, &given);

    *out = (ac_narrow){ .by = { .space = cli->partnership != NULL && look->n == 1 ? look->list[0].space : -1 } };
    if (rc == AC_OK)
        rc = ac_opt_span(cli, &from, &until);
    if (rc == AC_OK)
        rc = read_type(cli, &out->by);
    if (rc == AC_OK)
        rc = ac_filter_partner(look, out->partner);
    out->by.partner = out->partner[0] != '\0' ? out->partner : NULL;
    out->by.principle = ac_opt(cli, "principle");
    out->by.level = (int)level;
    out->by.from_ms = from.month != 0 ? ac_date_ms(from) : 0;
    if (until.month != 0 && (out->by.until_ms = ac_date_ms(ac_date_of_days(ac_date_days(until) + 1))) <= 0)
        out->by.until_ms = 1; /* before anybody wrote */
    return rc;
}

bool ac_narrow_is_set(const ac_narrow *narrow)
{
    const ac_change_filter *by = &narrow->by;

    return by->partner != NULL || by->type != NULL || by->principle != NULL || by->level != 0 || by->from_ms != 0 || by->until_ms != 0;
}
