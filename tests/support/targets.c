/* targets.c - any bytes at all, for each decoder. */
#include "tests/support/targets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/exchange/csv.h"
#include "core/file.h"
#include "core/fold.h"
#include "core/keyfile.h"
#include "core/mark.h"
#include "core/search.h"
#include "core/store.h"
#include "sync/bundle_in.h"
#include "tests/support/answers.h"
#include "tests/support/frames.h"
#include "tests/support/vector.h"

static void must(bool holds)
{
    if (!holds)
        abort();
}

void target_wire(const uint8_t *bytes, size_t n)
{
    ac_frame f;

    if (ac_frame_decode(&f, bytes, n))
        frames_walk(&f);
}

void target_json(const uint8_t *bytes, size_t n)
{
    ac_json *tree = NULL;
    ac_buf again = { 0 };
    ac_statement s = { 0 };

    if (ac_json_scan((const char *)bytes, n, NULL) != AC_OK)
        return;
    must(ac_json_parse(&tree, bytes, n, NULL) == AC_OK);
    must(ac_json_encode(&again, tree, NULL) == AC_OK);
    must(again.len == n && memcmp(again.p, bytes, n) == 0);
    if (ac_statement_parse(&s, tree, NULL) == AC_OK)
        ac_statement_free(&s);
    ac_buf_free(&again);
    ac_json_free(tree);
}

void target_header(const uint8_t *bytes, size_t n)
{
    ac_header h;
    ac_buf again = { 0 };
    uint32_t words;

    if (ac_header_decode(&h, bytes, n, NULL) != AC_OK)
        return;
    must(ac_header_length(bytes, n, &words) == n && words == h.words_len);
    ac_header_encode(&again, &h);
    must(again.len == n && memcmp(again.p, bytes, n) == 0);
    ac_buf_free(&again);
}

void target_invitation(const uint8_t *bytes, size_t n)
{
    ac_invitation inv = { 0 };
    ac_apply apply;
    ac_buf header = { 0 }, json = { 0 }, again = { 0 };
    ac_statement s = { 0 };
    uint8_t sig[64];

    must(ac_crypto_init());
    if (ac_invitation_parse(&inv, bytes, n, NULL) == AC_OK) {
        if (ac_invitation_statement(&inv, &s, NULL) == AC_OK)
            ac_statement_free(&s);
        must(ac_invitation_encode(&inv, &again, NULL) == AC_OK);
        ac_invitation_free(&inv);
    }
    ac_buf_clear(&again);
    if (ac_apply_parse(&apply, bytes, n, NULL) == AC_OK) {
        must(ac_apply_encode(&apply, &again, NULL) == AC_OK);
        must(again.len == n && memcmp(again.p, bytes, n) == 0);
    }
    (void)ac_reply_parse(bytes, n, &header, sig, &json, NULL);
    ac_buf_free(&header);
    ac_buf_free(&json);
    ac_buf_free(&again);
}

/* --- files --- */

static char dir[128];

static void remove_dir(void)
{
    scratch_remove(dir);
}

/* A file of this name in a directory of our own; its path. */
static const char *file_of(const char *name, const uint8_t *bytes, size_t n)
{
    static char path[256];
    FILE *f;

    if (dir[0] == '\0') {
        scratch_make(dir, sizeof dir);
        atexit(remove_dir);
    }
    snprintf(path, sizeof path, "%s/%s", dir, name);
    f = fopen(path, "wb");
    must(f != NULL);
    if (n > 0)
        must(fwrite(bytes, 1, n, f) == n);
    must(fclose(f) == 0);
    return path;
}

void target_keyfile(const uint8_t *bytes, size_t n)
{
    ac_keyfile k = { 0 };
    ac_mark mark = { 0 };
    ac_device device = { { 0xab, 0xcd } };
    bool wrapped;

    must(ac_crypto_init());
    (void)file_of(AC_KEYFILE_NAME, bytes, n);
    (void)ac_keyfile_is_wrapped(dir, &wrapped, NULL);
    if (ac_keyfile_read(&k, dir, NULL, 0, NULL) == AC_OK)
        ac_keyfile_free(&k);
    (void)file_of("abcd000000000000.mark", bytes, n);
    if (ac_mark_read(&mark, dir, &device, NULL) == AC_OK)
        ac_mark_free(&mark);
}

/* --- what people type, and a text that somebody wrote --- */

static ac_store *index_of_one;

static void close_index(void)
{
    ac_store_close(index_of_one);
}

static bool index_finds(const char *match, const char *text)
{
    ac_folded folded = { 0 };
    ac_row *q;
    bool found;

    if (index_of_one == NULL) {
        must(ac_store_open_memory(&index_of_one, NULL) == AC_OK);
        atexit(close_index);
    }
    must(ac_run(ac_q(index_of_one, AC_Q_view_drop_search), NULL) == AC_OK);
    ac_fold(&folded, text, strlen(text));
    must(!folded.failed);
    q = ac_q(index_of_one, AC_Q_search_put);
    ac_bind_int(q, ":n", 1);
    ac_bind_text(q, ":words", ac_buf_text(&folded.text));
    must(ac_run(q, NULL) == AC_OK);
    q = ac_q(index_of_one, AC_Q_search_find);
    ac_bind_text(q, ":match", match);
    ac_bind_int(q, ":before", INT64_MAX);
    ac_bind_int(q, ":max", INT64_MAX);
    found = ac_step(q);
    must(ac_done(q, NULL) == AC_OK); /* whatever was typed is no order to it */
    ac_folded_free(&folded);
    return found;
}

void target_search(const uint8_t *bytes, size_t n)
{
    ac_search *search = ac_search_new();
    ac_search_place places[8];
    ac_buf typed = { 0 }, text = { 0 }, match = { 0 };
    size_t all = 0, there = 0, nplaces, end = 0;

    must(search != NULL);
    ac_buf_put(&typed, bytes, strnlen((const char *)bytes, n));
    if (typed.len < n)
        ac_buf_put(&text, bytes + typed.len + 1, strnlen((const char *)bytes + typed.len + 1, n - typed.len - 1));
    if (ac_search_add(search, ac_buf_text(&typed), AC_SEARCH_TYPED, NULL) == AC_OK && ac_search_check(search, NULL) == AC_OK) {
        bool found;
        ac_search_match(search, &match);
        found = index_finds(ac_buf_text(&match), ac_buf_text(&text));
        must(ac_search_places(search, ac_buf_text(&typed), typed.len, places, 8, &nplaces, &all)); /* all of it is in itself */
        must(ac_search_places(search, ac_buf_text(&text), text.len, places, 8, &nplaces, &there));
        for (size_t i = 0; i < nplaces; i++) {
            must(places[i].from < places[i].to && places[i].to <= text.len && (i == 0 || places[i].from > end));
            end = places[i].to;
        }
        must((nplaces > 0) == (there > 0));
        must(!found || there > 0); /* what is found has a place that shows it */
        if (strstr(ac_buf_text(&match), " NOT ") == NULL)
            must(found == (there == all));
    }
    ac_search_free(search);
    ac_buf_free(&typed);
    ac_buf_free(&text);
    ac_buf_free(&match);
}

/* --- two notebooks that know each other --- */

static desk city, sasi;

static void free_desks(void)
{
    desk_free(&city);
    desk_free(&sasi);
}

static void make_desks(void)
{
    desk *others[] = { &sasi };

    if (city.nb != NULL)
        return;
    must(ac_crypto_init());
    desk_new(&city, "CITY", 1);
    desk_new(&sasi, "SASI", 2);
    desks_partners(&city, others, 1);
    desk_notes(&city, 3);
    desk_notes(&sasi, 2);
    atexit(free_desks);
}

/* Sasi has the headers of revealed answers and not their words: a session asks for them. A session that went to its
 * end has brought them: then others are owed. */
static void owe_words(void)
{
    static ac_id question, owed[2];
    bool fresh = ac_id_is_zero(question);

    if (!fresh && !has_words(&sasi, &owed[0]) && !has_words(&sasi, &owed[1]))
        return;
    if (fresh)
        question = desk_question(&city);
    for (int i = 0; i < 2; i++)
        owed[i] = desk_answer(&city, &question, i == 0 ? "green" : "red");
    must(desks_sync(&sasi, &city));
    desk_reveal(&city, owed, 2);
    desk_notes(&sasi, 1);
}

/* HEAD and TAIL are good, what stands between is the input: what a member may have signed. */
static void sign_between(ac_buf *out, const uint8_t *bytes, size_t n)
{
    ac_buf frame = { 0 }, m = { 0 };
    ac_space space = desk_space(&sasi);
    const ac_device *sender = &ac_notebook_me(sasi.nb)->device;
    uint32_t frames = 0;
    uint64_t changes = 0;
    uint8_t hash[32], sig[64];
    ac_hash h;

    for (size_t at = 0; at + 4 <= n; at += 4 + (size_t)ac_be32(bytes + at)) { /* what a reader would count */
        size_t len = ac_be32(bytes + at);
        ac_frame f;
        if (len > n - at - 4)
            break;
        if (ac_frame_decode(&f, bytes + at + 4, len) && f.type == AC_F_CHANGES) {
            frames++;
            changes += f.count;
        }
    }
    ac_buf_put(out, AC_BUNDLE_OPEN, AC_BUNDLE_MAGIC);
    ac_put_frame(&frame, AC_F_HEAD, 0, 0);
    ac_buf_put(&frame, space.b, 32);
    ac_buf_put(&frame, sender->b, 32);
    ac_buf_u8(&frame, 0);
    ac_buf_u16(&frame, 0);
    ac_buf_u32(out, (uint32_t)frame.len);
    ac_buf_put(out, frame.p, frame.len);
    ac_buf_put(out, bytes, n);
    ac_hash_begin(&h, NULL);
    ac_hash_add(&h, out->p, out->len);
    ac_hash_end(&h, hash);
    ac_bundle_signed(&m, &space, sender, frames, changes, hash);
    ac_notebook_sign(sasi.nb, AC_TAG_BUNDLE, m.p, m.len, sig);
    ac_buf_clear(&frame);
    ac_put_frame(&frame, AC_F_TAIL, 0, AC_NO_SLOT);
    ac_buf_u32(&frame, frames);
    ac_buf_u64(&frame, changes);
    ac_buf_put(&frame, hash, 32);
    ac_buf_put(&frame, sig, 64);
    ac_buf_u32(out, (uint32_t)frame.len);
    ac_buf_put(out, frame.p, frame.len);
    ac_buf_free(&frame);
    ac_buf_free(&m);
}

void target_bundle(const uint8_t *bytes, size_t n)
{
    ac_import_report r;
    ac_buf whole = { 0 };
    int64_t count;
    bool is_raw = n == 0 || (bytes[0] & 1) != 0;

    make_desks();
    count = desk_count(&city);
    if (!is_raw)
        sign_between(&whole, bytes + 1, n - 1);
    (void)ac_bundle_read(city.nb, file_of("bundle", is_raw ? bytes : whole.p, is_raw ? n : whole.len), is_raw, &r, NULL);
    must(!is_raw || desk_count(&city) == count);
    ac_buf_free(&whole);
}

/* The input: how far the honest session goes, whom the frames are for, then frames with their lengths. */
void target_session(const uint8_t *bytes, size_t n)
{
    wire_line line = { .now_ms = 0 };
    ac_exchange *to, *from;
    ac_buf frame = { 0 };
    unsigned honest = n > 0 ? bytes[0] % 32 : 0;
    bool to_server = n > 1 && (bytes[1] & 1) == 0, moved = true;

    make_desks();
    owe_words();
    line_open(&line, &sasi, &city, NULL);
    while (moved && honest > 0) {
        moved = false;
        for (int side = 0; side < 2 && honest > 0; side++) {
            ac_buf_clear(&frame);
            if (!ac_exchange_out(side == 0 ? line.client : line.server, &frame, 0))
                continue;
            ac_exchange_frame(side == 0 ? line.server : line.client, frame.p, frame.len, 0);
            honest--;
            moved = true;
        }
    }
    to = to_server ? line.server : line.client;
    from = to_server ? line.client : line.server;
    for (size_t at = 2; at + 2 <= n;) {
        size_t len = ac_be16(bytes + at);
        if (len > n - at - 2)
            len = n - at - 2;
        uint8_t *exact = malloc(len + (len == 0));
        must(exact != NULL);
        memcpy(exact, bytes + at + 2, len);
        ac_exchange_frame(to, exact, len, 0);
        free(exact);
        ac_buf_clear(&frame);
        while (ac_exchange_out(to, &frame, 0)) /* what it answers is well-formed, and understood or not */ {
            ac_frame f;
            must(ac_frame_decode(&f, frame.p, frame.len));
            ac_exchange_frame(from, frame.p, frame.len, 0);
            ac_buf_clear(&frame);
        }
        at += 2 + len;
    }
    ac_buf_free(&frame);
    ac_exchange_gone(line.client, NULL);
    ac_exchange_gone(line.server, NULL);
    must(ac_exchange_is_over(line.client) && ac_exchange_is_over(line.server));
    line_close(&line);
}

typedef struct {
    const uint8_t *bytes;
    size_t n, at;
} bytes_left;

static ac_rc some_bytes(void *ctx, void *to, size_t n, size_t *out_n, ac_err *err)
{
    bytes_left *b = ctx;

    (void)err;
    *out_n = b->n - b->at < n ? b->n - b->at : n;
    if (*out_n > 0)
        memcpy(to, b->bytes + b->at, *out_n);
    b->at += *out_n;
    return AC_OK;
}

/* Read to the end, or to what is refused; all rows into `out`, as they would be written. */
static bool csv_rows(const uint8_t *bytes, size_t n, const ac_csv_style *style, ac_buf *out)
{
    bytes_left left = { bytes, n, 0 };
    const char *cells[AC_CSV_COLUMNS_MAX];
    ac_csv *csv = NULL;
    bool found = true;
    ac_rc rc = ac_csv_open(&csv, some_bytes, &left, NULL);

    while (rc == AC_OK && found) {
        rc = ac_csv_next(csv, &found, NULL);
        must(found == (ac_csv_cells(csv) > 0));
        for (size_t i = 0; i < ac_csv_cells(csv); i++) {
            cells[i] = ac_csv_at(csv, i);
            must(ac_utf8_valid(cells[i], strlen(cells[i])) && strlen(cells[i]) <= AC_CSV_CELL_MAX);
        }
        if (found)
            ac_csv_put_row(out, style, cells, ac_csv_cells(csv));
    }
    must(rc == AC_OK || rc == AC_EREFUSED);
    ac_csv_close(csv);
    return rc == AC_OK;
}

/* A line before it says the separator, so that the first row cannot suggest another one. */
void target_csv(const uint8_t *bytes, size_t n)
{
    const ac_csv_style style = { .separator = ';' };
    ac_buf once = { 0 }, twice = { 0 };

    ac_buf_str(&once, "sep=;\r\n");
    if (csv_rows(bytes, n, &style, &once)) {
        ac_buf_str(&twice, "sep=;\r\n");
        must(csv_rows(once.p, once.len, &style, &twice));
        must(once.len == twice.len && memcmp(once.p, twice.p, once.len) == 0);
    }
    ac_buf_free(&once);
    ac_buf_free(&twice);
}

target_fn *target_of(const char *name)
{
    static const struct {
        const char *name;
        target_fn *target;
    } all[] = {
        { "wire", target_wire },       { "json", target_json },     { "header", target_header }, { "invitation", target_invitation },
        { "keyfile", target_keyfile }, { "bundle", target_bundle }, { "session", target_session },
        { "search", target_search },
        { "csv", target_csv },
    };

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        if (strcmp(all[i].name, name) == 0)
            return all[i].target;
    return NULL;
}
