/* desks.c - whole notebooks in temporary directories. */
#include "tests/support/desks.h"

#include "core/kind.h"

#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
/* clang-format off: cmocka wants these before it */
#include <cmocka.h>
/* clang-format on */

static void good(ac_rc rc, const ac_err *err)
{
    if (rc != AC_OK)
        fail_msg("%s: %s", ac_rc_word(rc), err->text);
}

static void places(desk *d)
{
    /* in memory where that is offered: what is made durable a thousand times is thrown away after */
    snprintf(d->dir, sizeof d->dir, "%s/accord-desk-XXXXXX", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    assert_non_null(mkdtemp(d->dir));
    snprintf(d->state, sizeof d->state, "%.50s-state", d->dir);
    assert_int_equal(mkdir(d->state, 0700), 0);
    d->space = -1;
}

void desk_open(desk *d)
{
    ac_place place = { d->dir, d->state };
    ac_err err = { 0 };

    good(ac_notebook_open(&d->nb, &place, &d->world, AC_STORE_WRITE, &err), &err);
    good(ac_notebook_unlock(d->nb, NULL, 0, &err), &err);
}

void desk_new(desk *d, const char *code, uint64_t seed)
{
    char name[64];

    snprintf(name, sizeof name, "Office of %s", code);
    desk_new_named(d, code, name, "office", seed);
}

void desk_new_named(desk *d, const char *code, const char *name, const char *label, uint64_t seed)
{
    ac_new_org org = { .org = name, .code = code, .sector = "government", .label = label };
    ac_err err = { 0 };

    *d = (desk){ 0 };
    places(d);
    ac_world_fixed(&d->world, seed);
    ac_place place = { d->dir, d->state };
    good(ac_notebook_create(&place, &d->world, &org, &err), &err);
    desk_open(d);
}

void desk_new_laptop(desk *d, const char *label, uint64_t seed)
{
    ac_err err = { 0 };

    *d = (desk){ 0 };
    places(d);
    ac_world_fixed(&d->world, seed);
    ac_place place = { d->dir, d->state };
    good(ac_notebook_create_device(&place, &d->world, label, NULL, 0, &err), &err);
    desk_open(d);
}

void desk_shut(desk *d)
{
    ac_notebook_close(d->nb);
    d->nb = NULL;
}

static void empty(const char *dir)
{
    DIR *list = opendir(dir);
    struct dirent *e;

    while (list != NULL && (e = readdir(list)) != NULL) {
        char path[400];
        if (e->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", dir, e->d_name);
        if (unlink(path) != 0)
            empty(path);
    }
    if (list != NULL)
        closedir(list);
    rmdir(dir);
}

void desk_free(desk *d)
{
    desk_shut(d);
    if (d->dir[0] != '\0') {
        empty(d->dir);
        empty(d->state);
    }
    *d = (desk){ 0 };
}

static void copy_file(const char *from_dir, const char *name, const char *to_dir, const char *as)
{
    char path[400], buf[65536];
    ssize_t n;
    int in, out;

    snprintf(path, sizeof path, "%s/%s", from_dir, name);
    in = open(path, O_RDONLY | O_CLOEXEC);
    if (in < 0)
        return;
    snprintf(path, sizeof path, "%s/%s", to_dir, as);
    out = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    assert_true(out >= 0);
    while ((n = read(in, buf, sizeof buf)) > 0)
        assert_int_equal(write(out, buf, (size_t)n), n);
    close(in);
    close(out);
}

static void copy_all(const char *from, const char *to)
{
    DIR *list = opendir(from);
    struct dirent *e;

    while (list != NULL && (e = readdir(list)) != NULL)
        if (e->d_name[0] != '.' && e->d_type == DT_REG)
            copy_file(from, e->d_name, to, e->d_name);
    if (list != NULL)
        closedir(list);
}

void desk_copy(desk *to, const desk *from)
{
    *to = (desk){ .world = from->world };
    places(to);
    to->world.seed += 1u << 19;
    copy_all(from->dir, to->dir);
    copy_all(from->state, to->state);
    desk_open(to);
    to->space = from->space;
}

void desk_save(const desk *d, const char *name)
{
    copy_file(d->dir, "notebook.db", d->state, name);
}

void desk_restore(desk *d, const char *name)
{
    desk_shut(d);
    copy_file(d->state, name, d->dir, "notebook.db");
    desk_open(d);
}

void desk_lose_mark(desk *d)
{
    char hex[AC_HEX_SIZE], path[200];

    ac_hex(hex, ac_notebook_me(d->nb)->device.b, 32);
    snprintf(path, sizeof path, "%s/%.16s.mark", d->state, hex);
    assert_int_equal(unlink(path), 0);
}

/* --- what people do --- */

ac_space desk_space(desk *d)
{
    ac_space_info info;
    ac_err err = { 0 };

    good(ac_history_space_info(ac_notebook_history(d->nb), d->space, &info, &err), &err);
    return info.id;
}

void desk_find_space(desk *d, const ac_space *id)
{
    ac_space_info info;
    bool found;
    ac_err err = { 0 };

    good(ac_history_space(ac_notebook_history(d->nb), id, &info, &found, &err), &err);
    if (found)
        d->space = info.space;
}

void desks_partners(desk *a, desk **others, size_t n)
{
    ac_space space;
    ac_err err = { 0 };

    if (a->space < 0) {
        good(ac_partnership_start(a->nb, "Clean Air", "AIR", &space, &err), &err);
        desk_find_space(a, &space);
    }
    for (size_t i = 0; i < n; i++) {
        ac_invitation inv = { 0 };
        ac_buf join = { 0 };
        uint8_t sig[64];
        ac_id id;
        wire_line line = { 0 };
        good(ac_invite_write(a->nb, a->space, "partner", false, NULL, 0, &inv, &err), &err);
        good(ac_join_make(others[i]->nb, &inv, &join, sig, &id, &err), &err);
        ac_exchange_config guest = { .invitation = &inv, .join = join.p, .join_n = join.len, .join_sig = sig };
        line_open(&line, others[i], a, &guest);
        line_run(&line);
        if (ac_exchange_result_of(line.client)->end != AC_END_DONE || !line_is_same(&line))
            fail_msg("joining: %s / %s", ac_exchange_result_of(line.client)->err.text,
                     ac_exchange_result_of(line.server)->err.text);
        line_close(&line);
        desk_find_space(others[i], &inv.space);
        assert_true(others[i]->space >= 0);
        ac_invitation_free(&inv);
        ac_buf_free(&join);
    }
}

void desk_notes(desk *d, int n)
{
    ac_err err = { 0 };

    good(ac_notebook_begin(d->nb, &err), &err);
    for (int i = 0; i < n; i++) {
        ac_json *facts = ac_json_object(), *words = ac_json_object();
        ac_writing w = { .kind = AC_KIND_NOTE, .facts = facts, .words = words };
        ac_json_set_str(facts, "type", "journal");
        ac_json_set_str(words, "text", "the air over the river was clear today");
        good(ac_notebook_write(d->nb, d->space, &w, NULL, &err), &err);
        ac_json_free(facts);
        ac_json_free(words);
    }
    good(ac_notebook_commit(d->nb, &err), &err);
}

ac_id desk_note(desk *d, int space, const char *text)
{
    ac_err err = { 0 };
    ac_json *facts = ac_json_object(), *words = ac_json_object();
    ac_writing w = { .kind = AC_KIND_NOTE, .facts = facts, .words = words };
    ac_id id;

    ac_json_set_str(facts, "type", "journal");
    ac_json_set_str(words, "text", text);
    good(ac_notebook_begin(d->nb, &err), &err);
    good(ac_notebook_write(d->nb, space, &w, &id, &err), &err);
    good(ac_notebook_commit(d->nb, &err), &err);
    ac_json_free(facts);
    ac_json_free(words);
    return id;
}

ac_held desk_held(desk *d, ac_id id)
{
    ac_held held;
    ac_err err = { 0 };

    good(ac_history_find(ac_notebook_history(d->nb), d->space, &id, &held, &err), &err);
    return held;
}

int desk_own_space(desk *d)
{
    ac_space_info info;
    bool found;
    ac_err err = { 0 };

    good(ac_history_space(ac_notebook_history(d->nb), &ac_notebook_me(d->nb)->own, &info, &found, &err), &err);
    assert_true(found);
    return info.space;
}

bool desk_may_write(desk *d)
{
    return ac_notebook_may_write(d->nb, d->space, NULL) == AC_OK;
}

static ac_id join_of(desk *d, const char *code)
{
    ac_members *m;
    ac_err err = { 0 };

    good(ac_notebook_members(d->nb, d->space, &m, &err), &err);
    for (int o = 0; o < ac_members_orgs(m); o++)
        if (strcmp(ac_members_org(m, o)->code, code) == 0)
            return ac_members_org(m, o)->join;
    fail_msg("no member %s", code);
    return (ac_id){ { 0 } };
}

ac_id desk_offer(desk *d, const char *to)
{
    ac_err err = { 0 };
    ac_json *facts = ac_json_object(), *words = ac_json_object();
    ac_id cites[2] = { join_of(d, ac_notebook_me(d->nb)->code), join_of(d, to) }, id;
    ac_writing w = { .kind = AC_KIND_PROPOSE, .cites = cites, .ncites = 2, .facts = facts, .words = words };

    ac_json_set_str(facts, "due", "2027-05-01");
    ac_json_set_str(words, "title", "plant forty trees");
    ac_json_set_str(words, "text", "along the river");
    good(ac_notebook_begin(d->nb, &err), &err);
    good(ac_notebook_write(d->nb, d->space, &w, &id, &err), &err);
    good(ac_notebook_commit(d->nb, &err), &err);
    ac_json_free(facts);
    ac_json_free(words);
    return id;
}

void desk_digest(desk *d, ac_digest *out)
{
    ac_err err = { 0 };

    good(ac_history_digest(ac_notebook_history(d->nb), d->space, NULL, 0, out, &err), &err);
}

int64_t desk_count(desk *d)
{
    ac_space_info info;
    ac_err err = { 0 };

    good(ac_history_space_info(ac_notebook_history(d->nb), d->space, &info, &err), &err);
    return info.changes;
}

bool desks_are_same(desk *a, desk *b)
{
    ac_digest x, y;

    desk_digest(a, &x);
    desk_digest(b, &y);
    return ac_digest_eq(x, y) && desk_count(a) == desk_count(b);
}

size_t desk_at(desk *d, const ac_device *device, uint64_t seq)
{
    ac_held held[16];
    size_t n = 0;
    ac_err err = { 0 };

    good(ac_history_at(ac_notebook_history(d->nb), d->space, device, seq, held, 16, &n, &err), &err);
    return n;
}

uint64_t desk_newest_seq(desk *d, const ac_device *device)
{
    ac_branch *list = NULL;
    size_t n = 0;
    uint64_t top = 0;
    ac_err err = { 0 };

    good(ac_history_branches(ac_notebook_history(d->nb), d->space, &list, &n, &err), &err);
    for (size_t i = 0; i < n; i++)
        if (ac_device_eq(list[i].device, *device) && list[i].head_seq > top)
            top = list[i].head_seq;
    free(list);
    return top;
}

bool desk_has_no_fork(desk *d)
{
    ac_branch *list = NULL;
    size_t n = 0;
    bool none = true;
    ac_err err = { 0 };

    good(ac_history_branches(ac_notebook_history(d->nb), d->space, &list, &n, &err), &err);
    for (size_t i = 1; i < n; i++)
        none = none && !ac_device_eq(list[i].device, list[i - 1].device);
    free(list);
    return none;
}

/* --- frames that passed --- */

bool tap_each(void *ctx, bool from_client, ac_buf *frame)
{
    line_tap *tap = ctx;

    if (tap->n == tap->cap) {
        tap->cap = 2 * tap->cap + 64;
        tap->list = realloc(tap->list, tap->cap * sizeof *tap->list);
        assert_non_null(tap->list);
    }
    tap->list[tap->n] = (struct tapped){ from_client, { 0 } };
    ac_buf_put(&tap->list[tap->n++].bytes, frame->p, frame->len);
    return true;
}

void tap_free(line_tap *tap)
{
    for (size_t i = 0; i < tap->n; i++)
        ac_buf_free(&tap->list[i].bytes);
    free(tap->list);
    *tap = (line_tap){ 0 };
}

const ac_buf *tap_find(const line_tap *tap, bool from_client, unsigned type, size_t nth)
{
    for (size_t i = 0; i < tap->n; i++)
        if (tap->list[i].from_client == from_client && tap->list[i].bytes.p[0] == type && nth-- == 0)
            return &tap->list[i].bytes;
    return NULL;
}

size_t tap_count(const line_tap *tap, bool from_client, unsigned type)
{
    size_t n = 0;

    while (tap_find(tap, from_client, type, n) != NULL)
        n++;
    return n;
}

bool tap_has(const line_tap *tap, bool from_client, const void *bytes, size_t n)
{
    for (size_t i = 0; i < tap->n; i++)
        if (tap->list[i].from_client == from_client && tap->list[i].bytes.len >= n &&
            memmem(tap->list[i].bytes.p, tap->list[i].bytes.len, bytes, n) != NULL)
            return true;
    return false;
}

/* --- sessions --- */

void line_open(wire_line *line, desk *client, desk *server, const ac_exchange_config *guest)
{
    ac_exchange_config c = guest != NULL ? *guest : (ac_exchange_config){ 0 }, s = { 0 };
    ac_err err = { 0 };

    c.is_client = true;
    c.peer = ac_notebook_me(server->nb)->transport;
    s.peer = ac_notebook_me(client->nb)->transport;
    good(ac_exchange_open(&line->client, client->nb, &c, line->now_ms, &err), &err);
    good(ac_exchange_open(&line->server, server->nb, &s, line->now_ms, &err), &err);
}

typedef struct {
    ac_buf frames[32];
    size_t n;
} pipe_end;

/* Moves what may move; true when something did. */
static bool pump(wire_line *line, ac_exchange *from, ac_exchange *to, bool from_client, pipe_end *pipe, bool *cut)
{
    bool moved = false;

    while (pipe->n < 32 && (line->lag == 0 ? pipe->n == 0 : pipe->n <= line->lag)) {
        ac_buf frame = { 0 };
        if (!ac_exchange_out(from, &frame, line->now_ms)) {
            ac_buf_free(&frame);
            break;
        }
        moved = true;
        line->frames[!from_client]++;
        line->bytes[!from_client] += frame.len;
        if (line->each != NULL && !line->each(line->ctx, from_client, &frame))
            *cut = true;
        if (line->cut_after != 0 && line->frames[0] + line->frames[1] >= line->cut_after)
            *cut = true;
        if (*cut) {
            ac_buf_free(&frame);
            return true;
        }
        if (frame.len == 0) {
            ac_buf_free(&frame);
            continue;
        }
        pipe->frames[pipe->n++] = frame;
        if (line->by_turns)
            break;
    }
    if (pipe->n > 0 && (pipe->n > line->lag || !moved)) {
        ac_buf frame = pipe->frames[0];
        memmove(pipe->frames, pipe->frames + 1, --pipe->n * sizeof frame);
        /* from a block of exactly its size, so that a read beyond is seen */
        uint8_t *exact = malloc(frame.len + (frame.len == 0));
        assert_non_null(exact);
        if (frame.len > 0)
            memcpy(exact, frame.p, frame.len);
        ac_exchange_frame(to, exact, frame.len, line->now_ms);
        free(exact);
        ac_buf_free(&frame);
        moved = true;
    }
    return moved;
}

void line_run(wire_line *line)
{
    pipe_end up = { 0 }, down = { 0 };
    bool cut = false;

    for (int idle = 0; !cut && idle < 4;) {
        bool moved = pump(line, line->client, line->server, true, &up, &cut);
        if (!cut)
            moved = pump(line, line->server, line->client, false, &down, &cut) || moved;
        if (moved) {
            idle = 0;
            continue;
        }
        if (ac_exchange_is_over(line->client) && ac_exchange_is_over(line->server))
            break;
        if (ac_exchange_is_over(line->client) || ac_exchange_is_over(line->server))
            cut = true; /* the other side hung up */
        line->now_ms += idle < 2 ? AC_QUIET_MS : AC_PROGRESS_MS;
        ac_exchange_tick(line->client, line->now_ms);
        ac_exchange_tick(line->server, line->now_ms);
        idle++;
    }
    ac_exchange_gone(line->client, NULL);
    ac_exchange_gone(line->server, NULL);
    for (size_t i = 0; i < up.n; i++)
        ac_buf_free(&up.frames[i]);
    for (size_t i = 0; i < down.n; i++)
        ac_buf_free(&down.frames[i]);
}

void line_close(wire_line *line)
{
    ac_exchange_close(line->client);
    ac_exchange_close(line->server);
    line->client = line->server = NULL;
}

bool line_is_same(const wire_line *line)
{
    const ac_exchange_result *c = ac_exchange_result_of(line->client), *s = ac_exchange_result_of(line->server);
    bool same = c->end == AC_END_DONE && s->end == AC_END_DONE && c->nspaces == s->nspaces && c->nspaces > 0;

    for (size_t i = 0; same && i < c->nspaces; i++) {
        size_t k = 0;
        while (k < s->nspaces && !ac_space_eq(s->spaces[k].id, c->spaces[i].id))
            k++;
        same = k < s->nspaces && c->spaces[i].is_same && s->spaces[k].is_same && c->spaces[i].count == s->spaces[k].count;
    }
    return same;
}

bool desks_sync(desk *client, desk *server)
{
    wire_line line = { .now_ms = client->world.now_ms };
    bool same;

    line_open(&line, client, server, NULL);
    line_run(&line);
    same = line_is_same(&line);
    line_close(&line);
    return same;
}
