/* work.c - the work that is measured: small acts and edits, written through the notebook's own functions.
 *
 *   work make DIR N          notebooks DIR/a to DIR/d that hold the same N changes: about 200 bytes of JSON each,
 *                            over N/5 records, by 4 laptops of 4 organisations that met after every few; and
 *                            DIR/e, which has joined and holds nothing of it. Prints what a change measures.
 *   work more DIR N          N further changes in this notebook: new proposals, and edits of the newest records
 *   work one DIR TIMES       one change and one durable transaction each: the median
 *   work bulk DIR N          N changes over N/5 records, as a table is imported
 * Prints lines "NAME VALUE". */
#include "core/entering.h"
#include "core/kind.h"
#include "tests/bench/measure.h"

#include <stdarg.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define AUTHORS 4
#define SEASON 40    /* records that live at the same time; five changes each */
#define WAITING 20   /* proposals that nobody has signed, at the end */
#define BATCH 8192   /* changes a transaction */

typedef struct {
    ac_notebook *nb;
    ac_world world;
    char dir[512], state[520], code[8];
    ac_id join;      /* of its organisation */
    int space;
    ac_n given;      /* others have all of ours up to here */
} desk;

static void __attribute__((format(printf, 1, 2), noreturn)) die(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    fputs("work: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    exit(1);
}

static void good(ac_rc rc, const ac_err *err)
{
    if (rc != AC_OK)
        die("%s: %s", ac_rc_word(rc), err->text);
}

/* What is only made ready need not be durable: SQLite finds these two before those of the library. */
static bool is_hasty;

int fsync(int fd)
{
    return is_hasty ? 0 : (int)syscall(SYS_fsync, fd);
}

int fdatasync(int fd)
{
    return is_hasty ? 0 : (int)syscall(SYS_fdatasync, fd);
}

static void desk_at(desk *d, const char *dir)
{
    *d = (desk){ .space = -1 };
    snprintf(d->dir, sizeof d->dir, "%.500s", dir);
    snprintf(d->state, sizeof d->state, "%s.state", d->dir);
    ac_world_real(&d->world);
}

/* An open notebook that is in one partnership. */
static void desk_open(desk *d, const char *dir)
{
    ac_space_info *spaces = NULL;
    ac_members *m;
    size_t n = 0;
    ac_err err = { 0 };

    desk_at(d, dir);
    good(ac_notebook_open(&d->nb, &(ac_place){ d->dir, d->state }, &d->world, AC_STORE_WRITE, &err), &err);
    good(ac_notebook_unlock(d->nb, NULL, 0, &err), &err);
    snprintf(d->code, sizeof d->code, "%s", ac_notebook_me(d->nb)->code);
    good(ac_history_spaces(ac_notebook_history(d->nb), &spaces, &n, &err), &err);
    for (size_t i = 0; i < n; i++)
        if (!spaces[i].is_own)
            d->space = spaces[i].space;
    free(spaces);
    if (d->space < 0)
        die("%s is in no partnership", dir);
    good(ac_notebook_members(d->nb, d->space, &m, &err), &err);
    for (int o = 0; o < ac_members_orgs(m); o++)
        if (strcmp(ac_members_org(m, o)->code, d->code) == 0)
            d->join = ac_members_org(m, o)->join;
}

static ac_id join_of(desk *d, const char *code)
{
    ac_members *m;
    ac_err err = { 0 };

    good(ac_notebook_members(d->nb, d->space, &m, &err), &err);
    for (int o = 0; o < ac_members_orgs(m); o++)
        if (strcmp(ac_members_org(m, o)->code, code) == 0)
            return ac_members_org(m, o)->join;
    die("no member %s", code);
}

static void desk_new(desk *d, const char *dir, const char *code)
{
    char name[64];
    ac_new_org org = { .org = name, .code = code, .sector = "government" };
    ac_place place;
    ac_err err = { 0 };

    desk_at(d, dir);
    place = (ac_place){ d->dir, d->state };
    if (mkdir(d->dir, 0700) != 0 || mkdir(d->state, 0700) != 0)
        die("%s cannot be made", d->dir);
    snprintf(name, sizeof name, "Office of %s", code);
    snprintf(d->code, sizeof d->code, "%s", code);
    good(ac_notebook_create(&place, &d->world, &org, &err), &err);
    good(ac_notebook_open(&d->nb, &place, &d->world, AC_STORE_WRITE, &err), &err);
    good(ac_notebook_unlock(d->nb, NULL, 0, &err), &err);
}

static int space_of(desk *d, const ac_space *id)
{
    ac_space_info info;
    bool found;
    ac_err err = { 0 };

    good(ac_history_space(ac_notebook_history(d->nb), id, &info, &found, &err), &err);
    if (!found)
        die("%s has no such partnership", d->code);
    return info.space;
}

/* --- handing over, without a line between --- */

#define FRAME 256

/* What `from` got since, or wrote itself since, to `to`. */
static void give(desk *from, desk *to, const ac_space *space, ac_n after, bool only_own)
{
    static ac_buf header[FRAME], words[FRAME];
    static uint8_t sig[FRAME][64];
    ac_held slice[FRAME];
    ac_arrival arrivals[FRAME];
    ac_history *h = ac_notebook_history(from->nb);
    ac_intake *in;
    ac_fault fault;
    size_t got = FRAME;
    ac_err err = { 0 };

    good(ac_intake_open(&in, to->nb, space, &ac_notebook_me(from->nb)->device, &err), &err);
    while (got == FRAME) {
        size_t n = 0;
        good(ac_history_slice(h, from->space, after, INT64_MAX, slice, FRAME, &got, &err), &err);
        for (size_t i = 0; i < got; i++) {
            ac_device device;
            bool has_words;
            after = slice[i].n;
            good(ac_history_branch_device(h, slice[i].branch, &device, &err), &err);
            if (only_own && !ac_device_eq(device, ac_notebook_me(from->nb)->device))
                continue;
            ac_buf_clear(&header[n]);
            ac_buf_clear(&words[n]);
            good(ac_history_bytes(h, slice[i].n, &header[n], sig[n], &words[n], &has_words, &err), &err);
            arrivals[n] = (ac_arrival){ .header_bytes = header[n].p, .header_n = header[n].len, .signature = sig[n],
                                        .words = has_words ? words[n].p : NULL, .words_n = words[n].len };
            n++;
        }
        if (n > 0)
            good(ac_intake_frame(in, arrivals, n, &fault, &err), &err);
        if (n > 0 && fault.why_code != 0)
            die("%s refused: %s", to->code, fault.why);
        if (ac_intake_is_full(in))
            good(ac_intake_commit(in, &err), &err);
    }
    good(ac_intake_commit(in, &err), &err);
    ac_intake_close(in);
}

static ac_n newest(desk *d)
{
    ac_space_info info;
    ac_err err = { 0 };

    good(ac_history_space_info(ac_notebook_history(d->nb), d->space, &info, &err), &err);
    return info.newest;
}

static void meet_all(desk *desks, const ac_space *space)
{
    ac_n upto[AUTHORS];

    for (int i = 0; i < AUTHORS; i++)
        upto[i] = newest(&desks[i]);
    for (int i = 0; i < AUTHORS; i++)
        for (int j = 0; j < AUTHORS; j++)
            if (i != j)
                give(&desks[i], &desks[j], space, desks[i].given, true);
    for (int i = 0; i < AUTHORS; i++)
        desks[i].given = upto[i];
}

/* --- what people write --- */

static ac_id put(desk *d, uint16_t kind, const ac_id *record, const ac_id *cites, size_t ncites, ac_json *facts, ac_json *words)
{
    ac_writing w = { .kind = kind, .cites = cites, .ncites = ncites, .facts = facts, .words = words };
    ac_id id;
    ac_err err = { 0 };

    if (record != NULL)
        w.record = *record;
    good(ac_notebook_write(d->nb, d->space, &w, &id, &err), &err);
    ac_json_free(facts);
    ac_json_free(words);
    return id;
}

static void begin(desk *d)
{
    ac_err err = { 0 };

    good(ac_notebook_begin(d->nb, &err), &err);
}

static void commit(desk *d)
{
    ac_err err = { 0 };

    good(ac_notebook_commit(d->nb, &err), &err);
}

/* What is said with the number behind it, so that no two are alike. */
static ac_json *text_of(const char *key, const char *said, int64_t number)
{
    ac_json *words = ac_json_object();
    char text[400];

    snprintf(text, sizeof text, "%s %lld", said, (long long)number);
    ac_json_set_str(words, key, text);
    return words;
}

static ac_json *terms(int64_t number)
{
    ac_json *words = text_of("title", "survey of the facades in block", number);

    ac_json_set_str(words, "action", "measure, photograph and describe every facade that faces the river, ward by ward");
    ac_json_set_str(words, "target", "140");
    ac_json_set_str(words, "unit", "facades");
    return words;
}

static ac_json *due(void)
{
    ac_json *facts = ac_json_object();

    ac_json_set_str(facts, "due", "2026-09-30");
    ac_json_set_int(facts, "level", 2);
    return facts;
}

static ac_id propose(desk *d, const ac_id *to, int64_t number)
{
    ac_id cites[2] = { d->join, *to };

    return put(d, AC_KIND_PROPOSE, NULL, cites, 2, due(), terms(number));
}

static ac_id progress(desk *d, const ac_id *text, int64_t number)
{
    ac_json *facts = ac_json_object(), *words = text_of("narrative", "ward 3 is done; the scaffolding delays ward 4, and rain came "
                                                        "early: we should have asked the neighbours first, in block", number);

    ac_json_set_str(facts, "completion", "substantial");
    ac_json_set_str(words, "actual", "128");
    return put(d, AC_KIND_PROGRESS, text, text, 1, facts, words);
}

static ac_id deliver(desk *d, const ac_id *text, int64_t number)
{
    ac_json *facts = ac_json_object(), *words = text_of("narrative", "all facades are measured and described; the list lies in the "
                                                        "archive of the office, with the photographs, under number", number);

    ac_json_set_int(facts, "files", 0);
    ac_json_set_str(words, "actual", "152");
    ac_json_set_str(words, "no-evidence-because", "in the archive");
    return put(d, AC_KIND_DELIVER, text, text, 1, facts, words);
}

static ac_json *fields(const char *type)
{
    ac_json *facts = ac_json_object(), *list = ac_json_array();

    ac_json_push(list, ac_json_string("text"));
    ac_json_push(list, ac_json_string("title"));
    ac_json_set(facts, "fields", list);
    if (type != NULL) { /* any partner may edit it */
        ac_json_set_bool(facts, "joint", true);
        ac_json_set_str(facts, "type", type);
    }
    return facts;
}

static ac_json *field_words(int64_t number)
{
    ac_json *words = text_of("title", "risk: high water at the building site", number);

    ac_json_set_str(words, "text", "the river stood at the second mark twice this spring; the pumps are old");
    return words;
}

static ac_id create(desk *d, int64_t number)
{
    return put(d, AC_KIND_CREATE, NULL, NULL, 0, fields("risk"), field_words(number));
}

static ac_id edit(desk *d, const ac_id *record, int64_t number)
{
    return put(d, AC_KIND_EDIT, record, NULL, 0, fields(NULL), field_words(number));
}

static ac_json *message(const char *text, int64_t number)
{
    return text_of("message", text, number);
}

/* --- the work --- */

typedef struct {
    ac_id id, claim;
} record;

#define PHASES 4

/* What desk `me` writes of record i of a season in this phase. */
static void write_phase(desk *desks, int me, int phase, int i, record *r, int64_t number)
{
    desk *d = &desks[me];
    int owner = i % AUTHORS, other = (owner + 1 + i / AUTHORS % (AUTHORS - 1)) % AUTHORS;

    if (i % 5 == 4) { /* one record in five is made of plain fields, which all of them edit */
        if (phase == 0 && me == owner)
            r->id = create(d, number);
        else if ((phase == 1 && me == (owner + 1) % AUTHORS) ||
                 (phase == 2 && (me == (owner + 2) % AUTHORS || me == (owner + 3) % AUTHORS)) || (phase == 3 && me == owner))
            edit(d, &r->id, number);
    } else if (phase == 0 && me == owner) {
        r->id = propose(d, &desks[other].join, number);
    } else if (phase == 1 && me == other) {
        put(d, AC_KIND_SIGN, &r->id, &r->id, 1, NULL, message("the council has seen it and agrees; we shall need the list before "
                                                              "the budget is closed, in the autumn, for block", number));
    } else if (phase == 2 && me == owner) {
        progress(d, &r->id, number);
        r->claim = deliver(d, &r->id, number);
    } else if (phase == 3 && me == other) {
        put(d, AC_KIND_ACCEPT, &r->id, (ac_id[]){ r->claim, r->id }, 2, NULL,
            message("received with thanks; the photographs are better than those of last year by far, all of them: block", number));
    }
}

/* What a change of this work measures, so that the floor writes as much. */
static void measure_changes(desk *d)
{
    ac_held slice[FRAME];
    size_t got = FRAME, header_bytes = 0, json_bytes = 0, words_bytes = 0, n = 0;
    ac_n after = 0;
    ac_buf header = { 0 };
    ac_err err = { 0 };

    while (got == FRAME) {
        good(ac_history_slice(ac_notebook_history(d->nb), d->space, after, INT64_MAX, slice, FRAME, &got, &err), &err);
        for (size_t i = 0; i < got; i++) {
            ac_header h;
            after = slice[i].n;
            ac_buf_clear(&header);
            good(ac_history_bytes(ac_notebook_history(d->nb), after, &header, NULL, NULL, NULL, &err), &err);
            good(ac_header_peek(&h, header.p, header.len, &err), &err);
            header_bytes += header.len;
            words_bytes += h.words_len;
            json_bytes += h.words_len + h.facts_len;
            n++;
        }
    }
    ac_buf_free(&header);
    printf("changes %zu\nheader %zu\nwords %zu\njson %zu\n", n, header_bytes / n, words_bytes / n, json_bytes / n);
}

static void make(const char *dir, int64_t n)
{
    static const char *const codes[] = { "AAA", "BBB", "CCC", "DDD", "EEE" };
    static desk desks[AUTHORS + 1];
    static record records[SEASON];
    ac_space space;
    int64_t written = 0, number = 0;
    ac_err err = { 0 };

    for (int i = 0; i <= AUTHORS; i++) {
        char path[512];
        snprintf(path, sizeof path, "%.500s/%c", dir, 'a' + i);
        desk_new(&desks[i], path, codes[i]);
    }
    good(ac_partnership_start(desks[0].nb, "Riverside block", "KRK", &space, &err), &err);
    desks[0].space = space_of(&desks[0], &space);
    for (int i = 1; i <= AUTHORS; i++) {
        ac_invitation inv = { 0 };
        ac_buf join = { 0 };
        uint8_t sig[64];
        ac_id id;
        good(ac_invite_write(desks[0].nb, desks[0].space, "partner", false, NULL, 0, &inv, &err), &err);
        good(ac_join_make(desks[i].nb, &inv, &join, sig, &id, &err), &err);
        good(ac_join_take(desks[0].nb, join.p, join.len, sig, &id, &err), &err);
        ac_invitation_free(&inv);
        ac_buf_free(&join);
    }
    for (int i = 1; i <= AUTHORS; i++) {
        give(&desks[0], &desks[i], &space, 0, false);
        desks[i].space = space_of(&desks[i], &space);
    }
    for (int i = 0; i <= AUTHORS; i++) {
        desks[i].join = join_of(&desks[i], codes[i]);
        desks[i].given = newest(&desks[i]);
    }
    while (written < n) {
        for (int phase = 0; phase < PHASES; phase++) {
            for (int me = 0; me < AUTHORS; me++) {
                begin(&desks[me]);
                for (int i = 0; i < SEASON; i++)
                    write_phase(desks, me, phase, i, &records[i], number + i);
                commit(&desks[me]);
            }
            meet_all(desks, &space);
        }
        written += 5 * SEASON;
        number += SEASON;
    }
    begin(&desks[0]);
    for (int i = 0; i < WAITING; i++)
        propose(&desks[0], &desks[1].join, number++);
    commit(&desks[0]);
    meet_all(desks, &space);
    measure_changes(&desks[0]);
    for (int i = 0; i <= AUTHORS; i++)
        ac_notebook_close(desks[i].nb);
}

/* --- further work in one notebook --- */

static void more(const char *dir, int64_t n)
{
    desk d;
    ac_held slice[FRAME];
    ac_id *made = calloc((size_t)n + 1, sizeof *made), to;
    size_t got = FRAME, count = 0;
    ac_n after = 0;
    ac_err err = { 0 };

    if (made == NULL)
        die("no memory");
    desk_open(&d, dir);
    to = join_of(&d, strcmp(d.code, "AAA") == 0 ? "BBB" : "AAA");
    while (got == FRAME) { /* the newest records of plain fields, in a ring */
        good(ac_history_slice(ac_notebook_history(d.nb), d.space, after, INT64_MAX, slice, FRAME, &got, &err), &err);
        for (size_t i = 0; i < got; i++) {
            after = slice[i].n;
            if (slice[i].kind == AC_KIND_CREATE)
                made[count++ % (size_t)n] = slice[i].id;
        }
    }
    if (count > (size_t)n)
        count = (size_t)n;
    begin(&d);
    for (int64_t i = 0; i < n; i++) {
        if (i % 2 == 0 || count == 0)
            propose(&d, &to, i);
        else
            edit(&d, &made[(size_t)(i / 2) % count], i);
        if (i % BATCH == BATCH - 1) {
            commit(&d);
            begin(&d);
        }
    }
    commit(&d);
    ac_notebook_close(d.nb);
    free(made);
}

static void one(const char *dir, size_t times)
{
    desk d;
    double *took = calloc(times, sizeof *took), cpu;
    ac_id text;

    if (took == NULL)
        die("no memory");
    desk_open(&d, dir);
    begin(&d);
    text = create(&d, 0);
    commit(&d);
    cpu = cpu_ms();
    for (size_t i = 0; i < times; i++) {
        double from = wall_ms();
        begin(&d);
        edit(&d, &text, (int64_t)i);
        commit(&d);
        took[i] = wall_ms() - from;
    }
    printf("ms %.3f\ncpu_ms %.3f\npeak_kb %ld\n", median(took, times), (cpu_ms() - cpu) / (double)times, peak_kb());
    ac_notebook_close(d.nb);
    free(took);
}

static void bulk(const char *dir, int64_t n)
{
    double wall = wall_ms(), cpu = cpu_ms();
    desk d;
    ac_id to, about = { { 0 } };

    desk_open(&d, dir);
    to = join_of(&d, "AAA");
    begin(&d);
    for (int64_t i = 0; i < n; i++) {
        bool is_plain = i / 5 % 2 == 0;
        if (i % 5 == 0) {
            about = is_plain ? create(&d, i) : propose(&d, &to, i);
        } else if (is_plain) {
            edit(&d, &about, i);
        } else {
            ac_json *facts = due();
            ac_json_set_str(facts, "reason", "scope");
            put(&d, AC_KIND_AMEND, &about, &about, 1, facts, terms(i));
        }
        if (i % BATCH == BATCH - 1) {
            commit(&d);
            begin(&d);
        }
    }
    commit(&d);
    ac_notebook_close(d.nb);
    printf("ms %.3f\ncpu_ms %.3f\npeak_kb %ld\n", wall_ms() - wall, cpu_ms() - cpu, peak_kb());
}

int main(int argc, char **argv)
{
    int64_t n = argc == 4 ? strtoll(argv[3], NULL, 10) : 0;

    if (!ac_crypto_init() || n <= 0)
        die("make DIR N | more DIR N | one DIR TIMES | bulk DIR N");
    is_hasty = strcmp(argv[1], "make") == 0 || strcmp(argv[1], "more") == 0;
    if (strcmp(argv[1], "make") == 0)
        make(argv[2], n);
    else if (strcmp(argv[1], "more") == 0)
        more(argv[2], n);
    else if (strcmp(argv[1], "one") == 0)
        one(argv[2], (size_t)n);
    else if (strcmp(argv[1], "bulk") == 0)
        bulk(argv[2], n);
    else
        die("no such step: %s", argv[1]);
    return 0;
}
