/* share.c - a private record of the practice, shown to all partners: a copy of it as it stands. */
#include "cli/practice/share.h"

#include <stdio.h>
#include <string.h>

#include "cli/deed.h"
#include "cli/partners.h"
#include "cli/practice/record.h"
#include "cli/practice/said.h"
#include "cli/practice/show.h"
#include "cli/terms.h"
#include "core/kind.h"
#include "core/lang.h"

typedef struct {
    ac_cli *cli;
    ac_entry *e;
    ac_partnership to;
    ac_json *facts, *words;
    char already[AC_LOOK_REF_SIZE];
    ac_rc rc;
} sharing;

static ac_rc no_memory(ac_cli *cli)
{
    return ac_fail(&cli->err, AC_ENOMEM, "out of memory");
}

/* A copy bears the id of what it copies. */
static bool a_shared_one(void *ctx, const ac_entry *e)
{
    sharing *s = ctx;
    ac_json *facts = NULL;
    char hex[AC_HEX_SIZE];
    const char *stamp;

    s->rc = ac_query_facts(s->cli->nb, e->n, &facts, &s->cli->err);
    ac_hex(hex, s->e->id.b, 32);
    stamp = ac_json_str(facts, "stamp");
    if (s->rc == AC_OK && stamp != NULL && strcmp(stamp, hex) == 0)
        s->rc = ac_typed_ref(s->cli, e->space, e->ref, s->already);
    ac_json_free(facts);
    return s->rc == AC_OK && s->already[0] == '\0';
}

static ac_rc check(sharing *s)
{
    ac_entry_filter ours = { .space = s->to.space, .type = s->e->type, .org = ac_notebook_me(s->cli->nb)->code };
    ac_rc rc;

    if (s->e->known == NULL)
        return ac_fail(&s->cli->err, AC_ESTATE, "%s is of a kind that this version of accord does not know: it cannot be shared by it", s->e->ref);
    if (s->e->is_clash)
        return ac_fail(&s->cli->err, AC_ESTATE, "two of your laptops changed %s without knowing of each other: settle that first (accord show %s)", s->e->ref, s->e->ref);
    for (size_t i = 0; i < s->e->nvalues; i++)
        if (!s->e->values[i].has_words)
            return ac_fail(&s->cli->err, AC_ESTATE, "the words of %s are not on this laptop: sync with your other laptop first", s->e->ref);
    rc = ac_entries(s->cli->nb, &ours, a_shared_one, s, &s->cli->err);
    if (rc == AC_OK)
        rc = s->rc;
    if (rc == AC_OK && s->already[0] != '\0')
        rc = ac_fail(&s->cli->err, AC_ESTATE, "%s was shared already, as %s: all partners of %s see it. Change that one", s->e->ref, s->already, s->to.code);
    return rc;
}

/* What stands now; what was left empty is left out. */
static ac_rc compose(sharing *s)
{
    ac_json *values = ac_json_object();
    ac_entry_new what = { .type = s->e->known, .values = values, .source = s->e->source[0] != '\0' ? s->e->source : NULL };
    bool good = values != NULL;
    ac_rc rc;

    for (size_t i = 0; good && i < s->e->nvalues; i++)
        if (s->e->values[i].value != NULL && ac_type_field(s->e->known, s->e->values[i].name) != NULL)
            good = ac_json_set(values, s->e->values[i].name, ac_json_copy(s->e->values[i].value));
    rc = good ? ac_entry_facts(&what, &s->facts, &s->words, &s->cli->err) : no_memory(s->cli);
    if (rc == AC_OK && !ac_json_set_hex(s->facts, "stamp", s->e->id.b, 32))
        rc = no_memory(s->cli);
    ac_json_free(values);
    return rc;
}

static ac_rc ask(sharing *s, bool *out_yes)
{
    ac_cli *cli = s->cli;

    ac_words_warn(cli, s->words);
    *out_yes = cli->yes;
    if (cli->yes)
        return AC_OK;
    if (!ac_can_ask(cli))
        return ac_fail(&cli->err, AC_EUSAGE, "what is shared cannot be taken back: say --yes");
    ac_print(&cli->talk, "All partners of %s would read, for good:\n", s->to.code);
    ac_show_fields(cli, &cli->talk, s->e, "");
    return ac_ask_yes(cli, "Show this to all partners? It cannot be taken back", "--yes", out_yes);
}

static ac_rc write_copy(sharing *s)
{
    ac_writing w = { .kind = AC_KIND_CREATE, .facts = s->facts, .words = s->words };
    char ref[AC_REF_SIZE] = "", typed[AC_LOOK_REF_SIZE];
    ac_n n;
    ac_rc rc = ac_deed_begin_record(s->cli, s->to.space, &w, "accord.entry/1", &n, ref);

    if (rc == AC_OK)
        rc = ac_typed_ref(s->cli, s->to.space, ref, typed);
    if (rc == AC_OK)
        ac_out(s->cli, AC_GOOD "✓" AC_END " " AC_REF "%s" AC_END " is now for all partners of %s. It cannot be taken back.\n  Saved here, not sent yet: "
                       AC_REF "accord sync" AC_END "\n", typed, s->to.code);
    return rc;
}

ac_rc ac_share_entry(ac_cli *cli, const ac_record_ref *from)
{
    sharing s = { .cli = cli };
    bool yes = false;
    ac_rc rc = ac_entry_open(&s.e, cli->nb, from->n, &cli->err);

    if (rc == AC_OK && !s.e->is_private)
        rc = ac_fail(&cli->err, AC_ESTATE, "%s is not private: all partners see it already", from->ref);
    if (rc == AC_OK)
        rc = ac_cli_partnership(cli, &s.to);
    if (rc == AC_OK)
        rc = ac_practice_may_write(cli, &s.to);
    if (rc == AC_OK)
        rc = check(&s);
    if (rc == AC_OK)
        rc = compose(&s);
    if (rc == AC_OK)
        rc = ask(&s, &yes);
    if (rc == AC_OK && !yes)
        ac_out(cli, "Not shared. It stays private.\n");
    if (rc == AC_OK && yes)
        rc = write_copy(&s);
    ac_json_free(s.facts);
    ac_json_free(s.words);
    ac_entry_close(s.e);
    return rc;
}
