/* tool_write.c - one change written into a notebook as another program would write it, for transcripts.
 *
 * Usage: tool_write DIR STATE KIND RECORD CITES FACTS WORDS      RECORD an id or -; CITES ids or codes of
 * organisations, separated by commas, or -; FACTS and WORDS canonical JSON, WORDS - for none. Prints the id. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/kind.h"
#include "core/query.h"

static void good(ac_rc rc, const ac_err *err)
{
    if (rc != AC_OK) {
        fprintf(stderr, "tool_write: %s\n", err->text);
        exit(1);
    }
}

static ac_id cite(ac_members *members, const char *text)
{
    ac_id id;

    if (ac_unhex(id.b, 32, text, strlen(text)))
        return id;
    for (int org = 0; org < ac_members_orgs(members); org++)
        if (strcmp(ac_members_org(members, org)->code, text) == 0)
            return ac_members_org(members, org)->join;
    fprintf(stderr, "tool_write: no id and no code: %s\n", text);
    exit(1);
}

int main(int argc, char **argv)
{
    ac_world world;
    ac_err err = { 0 };
    ac_notebook *nb = NULL;
    ac_partnership p;
    ac_members *members;
    ac_json *facts = NULL, *words = NULL;
    ac_id cites[AC_CITES_MAX], id;
    ac_writing w = { .cites = cites };
    const ac_kind *kind;
    char hex[AC_HEX_SIZE];

    if (argc != 8 || (kind = ac_kind_by_name(argv[3])) == NULL || !ac_crypto_init()) {
        fprintf(stderr, "usage: tool_write DIR STATE KIND RECORD CITES FACTS WORDS\n");
        return 2;
    }
    ac_world_real(&world);
    world.now_ms = INT64_C(1782820800000); /* 2026-06-30T12:00:00Z */
    good(ac_notebook_open(&nb, &(ac_place){ argv[1], argv[2] }, &world, AC_STORE_WRITE, &err), &err);
    good(ac_notebook_unlock(nb, NULL, 0, &err), &err);
    good(ac_query_partnership(nb, NULL, &p, &err), &err);
    good(ac_notebook_begin(nb, &err), &err);
    good(ac_notebook_members(nb, p.space, &members, &err), &err);
    w.kind = kind->kind;
    if (strcmp(argv[4], "-") != 0)
        w.record = cite(members, argv[4]);
    for (char *at = argv[5], *one; strcmp(argv[5], "-") != 0 && (one = strsep(&at, ",")) != NULL;)
        cites[w.ncites++] = cite(members, one);
    good(ac_json_parse(&facts, argv[6], strlen(argv[6]), &err), &err);
    if (strcmp(argv[7], "-") != 0)
        good(ac_json_parse(&words, argv[7], strlen(argv[7]), &err), &err);
    w.facts = facts;
    w.words = words;
    good(ac_notebook_write(nb, p.space, &w, &id, &err), &err);
    good(ac_notebook_commit(nb, &err), &err);
    ac_hex(hex, id.b, 32);
    puts(hex);
    ac_json_free(facts);
    ac_json_free(words);
    ac_notebook_close(nb);
    return 0;
}
