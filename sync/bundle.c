/* bundle.c - changes in a file: written whole, checked whole. */
#include "sync/bundle.h"

#include "core/entering.h"
#include "core/file.h"
#include "sync/wire.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define F_HEAD 32
#define F_TAIL 33
#define MAGIC_OPEN "accord-b\1"
#define MAGIC_SEALED "accord-s\1"
#define MAGIC_BYTES 9
#define BOX_BYTES (64 + AC_SEALED_EXTRA) /* key and hash of HEAD */
#define SLICE 256

bool ac_bundle_is(const void *bytes, size_t n)
{
    return n >= MAGIC_BYTES && (memcmp(bytes, MAGIC_OPEN, MAGIC_BYTES) == 0 || memcmp(bytes, MAGIC_SEALED, MAGIC_BYTES) == 0);
}

/* --- writing: bytes of the inner file go to the sink, sealed or not --- */

typedef struct {
    FILE *file;
    bool is_sealed;
    ac_stream stream;
    ac_buf piece, out;
    ac_hash hash; /* of the inner file so far */
    int64_t bytes;
    const char *path;
} sink;

static ac_rc sink_flush(sink *s, bool is_final, ac_err *err)
{
    const ac_buf *b = &s->piece;

    if (s->is_sealed) {
        ac_buf_clear(&s->out);
        if (!ac_stream_seal(&s->stream, &s->out, s->piece.p, s->piece.len, is_final))
            return ac_fail(err, AC_ENOMEM, "out of memory while sealing");
        b = &s->out;
    }
    if (b->len > 0 && fwrite(b->p, 1, b->len, s->file) != b->len)
        return ac_fail_errno(err, errno, "written", s->path);
    s->bytes += (int64_t)b->len;
    ac_buf_clear(&s->piece);
    return AC_OK;
}

static ac_rc sink_put(sink *s, const void *bytes, size_t n, ac_err *err)
{
    const uint8_t *p = bytes;
    ac_rc rc = AC_OK;

    ac_hash_add(&s->hash, bytes, n);
    while (rc == AC_OK && n > 0) {
        size_t room = AC_BUNDLE_PIECE - s->piece.len, take = n < room ? n : room;
        ac_buf_put(&s->piece, p, take);
        if (s->piece.failed)
            return ac_fail(err, AC_ENOMEM, "out of memory");
        p += take;
        n -= take;
        if (s->piece.len == AC_BUNDLE_PIECE)
            rc = sink_flush(s, false, err);
    }
    return rc;
}

static ac_rc sink_frame(sink *s, const ac_buf *frame, ac_err *err)
{
    uint8_t len[4] = { (uint8_t)(frame->len >> 24), (uint8_t)(frame->len >> 16), (uint8_t)(frame->len >> 8),
                       (uint8_t)frame->len };
    ac_rc rc = frame->failed ? ac_fail(err, AC_ENOMEM, "out of memory") : sink_put(s, len, 4, err);

    return rc == AC_OK ? sink_put(s, frame->p, frame->len, err) : rc;
}

/* Who it is for: organisations by index; all members when for_code is NULL. */
typedef struct {
    int orgs[AC_BUNDLE_RECIPIENTS_MAX];
    size_t n;
    bool is_all;
    int me;
} recipients;

static ac_rc find_recipients(ac_notebook *nb, int space, const char *code, recipients *out, ac_err *err)
{
    const ac_state *state;
    ac_members *members;
    ac_rc rc = ac_notebook_state(nb, space, &state, err);

    *out = (recipients){ .is_all = code == NULL, .me = -1 };
    if (rc == AC_OK)
        rc = ac_notebook_members(nb, space, &members, err);
    if (rc != AC_OK)
        return rc;
    ac_state_device_find(state, &ac_notebook_me(nb)->device, &out->me);
    for (int o = 0; o < state->norgs && out->n < AC_BUNDLE_RECIPIENTS_MAX; o++)
        if (state->orgs[o].is_member && o != out->me && (code == NULL || strcmp(ac_members_org(members, o)->code, code) == 0))
            out->orgs[out->n++] = o;
    if (code != NULL && out->n == 0)
        return ac_fail(err, AC_EREF, "there is no partner %.20s in this partnership: accord partner list", code);
    return AC_OK;
}

static void name_file(ac_notebook *nb, const ac_partnership *p, const ac_export *what, char *out, size_t size)
{
    int64_t now = ac_notebook_world(nb)->wall_ms(ac_notebook_world(nb)) / 1000;
    time_t t = (time_t)now;
    struct tm tm;
    char date[16], to[24], *c;
    size_t used;

    localtime_r(&t, &tm);
    strftime(date, sizeof date, "%Y-%m-%d", &tm);
    snprintf(to, sizeof to, "%s", what->for_code != NULL ? what->for_code : p->is_own ? "own" : p->code);
    used = (size_t)snprintf(out, size, "%s/", what->path);
    snprintf(out + used, size - used, "%s-to-%s-%s", ac_notebook_me(nb)->code, to, date);
    for (c = out + used; *c != '\0'; c++)
        *c = (char)tolower((unsigned char)*c);
    used = strlen(out);
    snprintf(out + used, size - used, ".accord");
    for (int i = 2; ac_file_exists(out) && i < 1000; i++)
        snprintf(out + used, size - used, "-%d.accord", i);
}

static ac_rc put_boxes(ac_notebook *nb, int space, const recipients *to, const uint8_t key[32], const ac_buf *head, ac_buf *out,
                       ac_err *err)
{
    const ac_state *state;
    ac_members *members;
    ac_branch *list = NULL;
    uint8_t plain[64];
    size_t n = 0, nbranches = 0, at = out->len;
    ac_hash h;
    ac_space_info info;
    ac_rc rc = ac_notebook_state(nb, space, &state, err);

    if (rc == AC_OK)
        rc = ac_notebook_members(nb, space, &members, err);
    if (rc == AC_OK)
        rc = ac_history_space_info(ac_notebook_history(nb), space, &info, err);
    memcpy(plain, key, 32);
    ac_hash_begin(&h, NULL);
    ac_hash_add(&h, head->p, head->len);
    ac_hash_end(&h, plain + 32);
    ac_buf_u16(out, 0); /* how many: known at the end */
    for (size_t i = 0; rc == AC_OK && i <= to->n; i++) {
        const ac_statement *st = ac_members_statement(members, state, i < to->n ? to->orgs[i] : to->me);
        if (st == NULL)
            continue;
        rc = ac_seal_to(out, st->seal.b, plain, 64, err);
        n++;
    }
    if (rc == AC_OK && info.is_own) { /* laptops that were certified and have not written yet open by their one-time key */
        rc = ac_history_branches(ac_notebook_history(nb), space, &list, &nbranches, err);
        for (int d = 0; rc == AC_OK && to->me >= 0 && d < state->orgs[to->me].ndevices; d++) {
            uint8_t box[32];
            bool found, wrote = false;
            for (size_t b = 0; b < nbranches; b++)
                wrote = wrote || ac_device_eq(list[b].device, state->orgs[to->me].devices[d].key);
            rc = ac_applicant_box(nb, &state->orgs[to->me].devices[d].key, box, &found, err);
            if (rc == AC_OK && found && !wrote) {
                rc = ac_seal_to(out, box, plain, 64, err);
                n++;
            }
        }
    }
    if (rc == AC_OK && !out->failed) {
        out->p[at] = (uint8_t)(n >> 8);
        out->p[at + 1] = (uint8_t)n;
    }
    ac_wipe(plain, sizeof plain);
    free(list);
    return rc == AC_OK && out->failed ? ac_fail(err, AC_ENOMEM, "out of memory") : rc;
}

static int by_bytes(const void *a, const void *b)
{
    return memcmp(a, b, 32);
}

static ac_rc put_head(ac_notebook *nb, const ac_partnership *p, const recipients *to, ac_buf *out, ac_err *err)
{
    uint8_t (*joins)[32] = calloc(to->n + 1, 32);
    ac_members *members;
    ac_rc rc = joins != NULL ? ac_notebook_members(nb, p->space, &members, err) : ac_fail(err, AC_ENOMEM, "out of memory");

    ac_put_frame(out, F_HEAD, 0, 0);
    ac_buf_put(out, p->id.b, 32);
    ac_buf_put(out, ac_notebook_me(nb)->device.b, 32);
    ac_buf_u8(out, 0); /* evidence: our own changes rest on it */
    if (rc == AC_OK && !to->is_all) {
        for (size_t i = 0; i < to->n; i++)
            memcpy(joins[i], ac_members_org(members, to->orgs[i])->join.b, 32);
        qsort(joins, to->n, 32, by_bytes);
    }
    ac_buf_u16(out, to->is_all ? 0 : (unsigned)to->n);
    if (rc == AC_OK && !to->is_all)
        ac_buf_put(out, joins, 32 * to->n);
    free(joins);
    return rc;
}

static ac_rc write_list(sink *s, ac_notebook *nb, int space, ac_err *err)
{
    ac_branch *list = NULL;
    size_t n = 0, i = 0;
    ac_buf frame = { 0 };
    ac_rc rc = ac_history_branches(ac_notebook_history(nb), space, &list, &n, err);

    do {
        size_t begun = i;
        ac_buf_clear(&frame);
        ac_put_frame(&frame, AC_F_LIST, 0, 0);
        ac_buf_u8(&frame, 0);
        while (rc == AC_OK && i < n && frame.len < AC_FRAME_TARGET) {
            size_t j = i;
            while (j < n && ac_device_eq(list[j].device, list[i].device))
                j++;
            ac_buf_put(&frame, list[i].device.b, 32);
            ac_buf_u8(&frame, (unsigned)(j - i));
            for (; i < j; i++)
                ac_put_point(&frame, list[i].head_seq, &list[i].head_id);
        }
        if (!frame.failed && frame.p != NULL)
            frame.p[AC_FRAME_HEAD] = i < n;
        if (rc == AC_OK)
            rc = sink_frame(s, &frame, err);
        (void)begun;
    } while (rc == AC_OK && i < n);
    ac_buf_free(&frame);
    free(list);
    return rc;
}

typedef struct {
    ac_knowledge **known;
    size_t n;
} audience;

/* Is somebody of the audience not known to hold it? Nobody to hold it: it stays out of no file. */
static bool is_lacked(const audience *a, const ac_held *c)
{
    for (size_t i = 0; i < a->n; i++)
        if (!ac_knowledge_has(a->known[i], c))
            return true;
    return a->n == 0;
}

static ac_rc write_changes(sink *s, ac_notebook *nb, int space, ac_n until, const audience *to, uint32_t *frames, uint64_t *changes,
                           ac_err *err)
{
    ac_history *h = ac_notebook_history(nb);
    ac_held *slice = malloc(SLICE * sizeof *slice);
    ac_buf frame = { 0 }, header = { 0 }, words = { 0 };
    size_t got = SLICE, in_frame = 0;
    ac_n after = 0;
    ac_rc rc = slice != NULL ? AC_OK : ac_fail(err, AC_ENOMEM, "out of memory");

    while (rc == AC_OK && got == SLICE) {
        rc = ac_history_slice(h, space, after, until, slice, SLICE, &got, err);
        for (size_t i = 0; rc == AC_OK && i < got; i++) {
            uint8_t sig[64];
            bool here = false;
            after = slice[i].n;
            if (!is_lacked(to, &slice[i]))
                continue;
            ac_buf_clear(&header);
            ac_buf_clear(&words);
            rc = ac_history_bytes(h, slice[i].n, &header, sig, &words, &here, err);
            if (rc == AC_OK && in_frame > 0 &&
                (in_frame == AC_CHANGES_MAX || frame.len + header.len + words.len > AC_FRAME_TARGET)) {
                rc = sink_frame(s, &frame, err);
                in_frame = 0;
            }
            if (rc != AC_OK)
                break;
            if (in_frame == 0) {
                ac_buf_clear(&frame);
                ac_put_frame(&frame, AC_F_CHANGES, 0, 0);
                ac_buf_u32(&frame, ++*frames);
            }
            ac_put_change(&frame, header.p, header.len, sig,
                          here ? AC_WORDS_HERE : slice[i].flags & AC_HELD_NO_WORDS ? AC_WORDS_NOT_HELD : AC_WORDS_NONE, words.p, words.len);
            in_frame++;
            ++*changes;
        }
    }
    if (rc == AC_OK && in_frame > 0)
        rc = sink_frame(s, &frame, err);
    ac_buf_free(&frame);
    ac_buf_free(&header);
    ac_buf_free(&words);
    free(slice);
    return rc;
}

static void put_tail_message(ac_buf *m, const ac_space *space, const ac_device *sender, uint32_t frames, uint64_t changes,
                             const uint8_t hash[32])
{
    ac_buf_put(m, space->b, 32);
    ac_buf_put(m, sender->b, 32);
    ac_buf_u32(m, frames);
    ac_buf_u64(m, changes);
    ac_buf_put(m, hash, 32);
}

static ac_rc write_tail(sink *s, ac_notebook *nb, const ac_space *space, uint32_t frames, uint64_t changes, ac_err *err)
{
    ac_buf frame = { 0 }, m = { 0 };
    ac_hash copy = s->hash;
    uint8_t hash[32], sig[64];
    ac_rc rc;

    ac_hash_end(&copy, hash);
    put_tail_message(&m, space, &ac_notebook_me(nb)->device, frames, changes, hash);
    ac_notebook_sign(nb, AC_TAG_BUNDLE, m.p, m.len, sig);
    ac_put_frame(&frame, F_TAIL, 0, AC_NO_SLOT);
    ac_buf_u32(&frame, frames);
    ac_buf_u64(&frame, changes);
    ac_buf_put(&frame, hash, 32);
    ac_buf_put(&frame, sig, 64);
    rc = m.failed ? ac_fail(err, AC_ENOMEM, "out of memory") : sink_frame(s, &frame, err);
    ac_buf_free(&frame);
    ac_buf_free(&m);
    return rc;
}

static ac_rc open_audience(ac_notebook *nb, int space, const recipients *to, audience *out, int64_t *since, ac_err *err)
{
    ac_rc rc = AC_OK;

    out->known = calloc(to->n + 1, sizeof *out->known);
    if (out->known == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory");
    for (; rc == AC_OK && out->n < to->n; out->n++) {
        ac_partner_row row = { 0 };
        rc = ac_knowledge_open(&out->known[out->n], nb, space, to->orgs[out->n], &row, err);
        if (row.last_met_ms > *since)
            *since = row.last_met_ms;
        if (rc != AC_OK)
            break;
    }
    return rc;
}

static ac_rc any_lacked(ac_notebook *nb, int space, const audience *to, bool *out, ac_err *err)
{
    ac_held *slice = malloc(SLICE * sizeof *slice);
    size_t got = SLICE;
    ac_n after = 0;
    ac_rc rc = slice != NULL ? AC_OK : ac_fail(err, AC_ENOMEM, "out of memory");

    *out = false;
    while (rc == AC_OK && got == SLICE && !*out) {
        rc = ac_history_slice(ac_notebook_history(nb), space, after, INT64_MAX, slice, SLICE, &got, err);
        for (size_t i = 0; rc == AC_OK && !*out && i < got; i++) {
            after = slice[i].n;
            *out = slice[i].kind != AC_KIND_ACK && is_lacked(to, &slice[i]);
        }
    }
    free(slice);
    return rc;
}

static ac_rc fill(sink *s, ac_notebook *nb, const ac_partnership *p, const recipients *to, const audience *a, const ac_buf *head,
                  ac_n until, ac_export_report *out, ac_err *err)
{
    uint8_t key[32], stream_header[AC_STREAM_HEADER];
    ac_buf outer = { 0 };
    uint32_t frames = 0;
    uint64_t changes = 0;
    ac_rc rc = AC_OK;

    if (s->is_sealed) {
        ac_notebook_world(nb)->random(ac_notebook_world(nb), key, sizeof key);
        ac_buf_put(&outer, MAGIC_SEALED, MAGIC_BYTES);
        rc = put_boxes(nb, p->space, to, key, head, &outer, err);
        ac_stream_seal_begin(&s->stream, stream_header, key);
        ac_buf_put(&outer, stream_header, sizeof stream_header);
        ac_wipe(key, sizeof key);
        if (rc == AC_OK && fwrite(outer.p, 1, outer.len, s->file) != outer.len)
            rc = ac_fail_errno(err, errno, "written", s->path);
        s->bytes += (int64_t)outer.len;
    }
    if (rc == AC_OK)
        rc = sink_put(s, MAGIC_OPEN, MAGIC_BYTES, err);
    if (rc == AC_OK)
        rc = sink_frame(s, head, err);
    if (rc == AC_OK)
        rc = write_list(s, nb, p->space, err);
    if (rc == AC_OK)
        rc = write_changes(s, nb, p->space, until, a, &frames, &changes, err);
    if (rc == AC_OK)
        rc = write_tail(s, nb, &p->id, frames, changes, err);
    if (rc == AC_OK)
        rc = sink_flush(s, true, err);
    out->changes = (int64_t)changes;
    out->bytes = s->bytes;
    ac_buf_free(&outer);
    return rc;
}

ac_rc ac_bundle_write(ac_notebook *nb, const ac_partnership *p, const ac_export *what, ac_export_report *out, ac_err *err)
{
    recipients to;
    audience a = { 0 };
    ac_buf head = { 0 };
    sink s = { .is_sealed = !what->is_open };
    ac_space_info info;
    struct stat st;
    char temp[4200];
    ac_id ack;
    bool lacked = true;
    int fd = -1;
    ac_rc rc = AC_OK;

    *out = (ac_export_report){ 0 };
    if (p->is_own && what->is_open)
        return ac_fail(err, AC_EUSAGE, "the own space of an organisation is never written openly");
    rc = find_recipients(nb, p->space, p->is_own ? NULL : what->for_code, &to, err);
    if (rc == AC_OK && !p->is_own)
        rc = ac_notebook_ack(nb, p->space, &ack, err);
    if (rc == AC_OK)
        rc = ac_notebook_mark(nb, p->space, err); /* commit, mark, leave */
    if (rc == AC_OK)
        rc = open_audience(nb, p->space, &to, &a, &out->since_ms, err);
    if (rc == AC_OK && what->if_any)
        rc = any_lacked(nb, p->space, &a, &lacked, err);
    if (rc == AC_OK)
        rc = ac_history_space_info(ac_notebook_history(nb), p->space, &info, err);
    if (rc != AC_OK || !lacked)
        goto done;
    if (stat(what->path, &st) == 0 && S_ISDIR(st.st_mode))
        name_file(nb, p, what, out->path, sizeof out->path);
    else
        snprintf(out->path, sizeof out->path, "%s", what->path);
    if (!what->is_replaced && ac_file_exists(out->path)) {
        rc = ac_fail(err, AC_ESTATE, "%s exists already and is never overwritten", out->path);
        goto done;
    }
    snprintf(temp, sizeof temp, "%s.tmp-XXXXXX", out->path);
    fd = mkostemp(temp, O_CLOEXEC);
    if (fd < 0 || (s.file = fdopen(fd, "wb")) == NULL) {
        rc = ac_fail_errno(err, errno, "written", out->path);
        if (fd >= 0) {
            close(fd);
            unlink(temp);
        }
        goto done;
    }
    s.path = out->path;
    ac_hash_begin(&s.hash, NULL);
    rc = put_head(nb, p, &to, &head, err);
    if (rc == AC_OK)
        rc = fill(&s, nb, p, &to, &a, &head, info.newest, out, err);
    if (rc == AC_OK && (fflush(s.file) != 0 || fsync(fileno(s.file)) != 0))
        rc = ac_fail_errno(err, errno, "written", out->path);
    if (fclose(s.file) != 0 && rc == AC_OK)
        rc = ac_fail_errno(err, errno, "written", out->path);
    if (rc == AC_OK && !what->is_replaced && ac_file_exists(out->path))
        rc = ac_fail(err, AC_ESTATE, "%s exists already and is never overwritten", out->path);
    if (rc == AC_OK && rename(temp, out->path) != 0)
        rc = ac_fail_errno(err, errno, "written", out->path);
    if (rc != AC_OK)
        unlink(temp);
done:
    for (size_t i = 0; i < a.n; i++)
        ac_knowledge_close(a.known[i]);
    free(a.known);
    ac_buf_free(&head);
    ac_buf_free(&s.piece);
    ac_buf_free(&s.out);
    return rc;
}

/* --- reading: bytes of the inner file come from the source --- */

typedef struct {
    FILE *file;
    bool is_sealed, at_end;
    ac_stream stream;
    ac_buf bytes; /* opened and not yet used, from `at` */
    size_t at;
    ac_hash hash; /* of the inner file so far */
    uint8_t head_hash[32];
    const char *path;
} source;

static ac_rc refused(ac_err *err, const char *path, const char *why)
{
    return ac_fail(err, AC_EREFUSED, "%s was refused: %s. Nothing was taken; ask for the file again", path, why);
}

static ac_rc open_boxes(source *s, ac_notebook *nb, ac_err *err)
{
    uint8_t count[2], box[BOX_BYTES], header[AC_STREAM_HEADER];
    ac_buf plain = { 0 };
    bool opened = false;
    unsigned n;

    if (fread(count, 1, 2, s->file) != 2)
        return refused(err, s->path, "it is cut short");
    n = ac_be16(count);
    if (n == 0 || n > AC_BUNDLE_RECIPIENTS_MAX + 64)
        return refused(err, s->path, "it is damaged");
    for (unsigned i = 0; i < n; i++) {
        if (fread(box, 1, BOX_BYTES, s->file) != BOX_BYTES)
            return refused(err, s->path, "it is cut short");
        if (!opened) {
            ac_buf_clear(&plain);
            opened = ac_notebook_open_sealed(nb, box, BOX_BYTES, &plain) || ac_apply_open_box(nb, box, BOX_BYTES, &plain);
        }
    }
    if (fread(header, 1, sizeof header, s->file) != sizeof header) {
        ac_buf_free(&plain);
        return refused(err, s->path, "it is cut short");
    }
    if (!opened || plain.len != 64 || !ac_stream_open_begin(&s->stream, header, plain.p)) {
        ac_buf_free(&plain);
        return ac_fail(err, AC_EREFUSED, "%s is sealed for somebody else. Nothing was taken; ask for one for your organisation",
                       s->path);
    }
    memcpy(s->head_hash, plain.p + 32, 32);
    ac_wipe(plain.p, plain.len);
    ac_buf_free(&plain);
    return AC_OK;
}

static ac_rc source_open(source *s, ac_notebook *nb, const char *path, ac_err *err)
{
    char magic[MAGIC_BYTES];
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    *s = (source){ .path = path };
    if (fd < 0)
        return ac_fail_errno(err, errno, "read", path);
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || (s->file = fdopen(fd, "rb")) == NULL) {
        close(fd);
        return ac_fail(err, AC_EREFUSED, "%s is not a plain file", path);
    }
    ac_hash_begin(&s->hash, NULL);
    if (fread(magic, 1, MAGIC_BYTES, s->file) != MAGIC_BYTES || !ac_bundle_is(magic, MAGIC_BYTES))
        return ac_fail(err, AC_EREFUSED, "%s is no file of accord", path);
    s->is_sealed = memcmp(magic, MAGIC_SEALED, MAGIC_BYTES) == 0;
    if (s->is_sealed) {
        if (!ac_notebook_is_unlocked(nb)) {
            ac_rc rc = ac_notebook_unlock(nb, NULL, 0, err);
            if (rc != AC_OK)
                return rc;
        }
        return open_boxes(s, nb, err);
    }
    ac_hash_add(&s->hash, magic, MAGIC_BYTES);
    return AC_OK;
}

static void source_close(source *s)
{
    if (s->file != NULL)
        fclose(s->file);
    ac_buf_free(&s->bytes);
}

/* Open one more piece; at_end after the last. */
static ac_rc source_more(source *s, ac_err *err)
{
    uint8_t raw[AC_BUNDLE_PIECE + AC_STREAM_EXTRA];
    size_t n;

    memmove(s->bytes.p != NULL ? s->bytes.p : raw, s->bytes.p != NULL ? s->bytes.p + s->at : raw, s->bytes.len - s->at);
    s->bytes.len -= s->at;
    s->at = 0;
    n = fread(raw, 1, s->is_sealed ? sizeof raw : AC_BUNDLE_PIECE, s->file);
    if (ferror(s->file))
        return ac_fail_errno(err, errno, "read", s->path);
    if (!s->is_sealed) {
        s->at_end = n == 0;
        ac_buf_put(&s->bytes, raw, n);
    } else {
        bool last = false;
        if (n == 0 || !ac_stream_open(&s->stream, &s->bytes, raw, n, &last))
            return s->bytes.failed ? ac_fail(err, AC_ENOMEM, "out of memory") : refused(err, s->path, n == 0 ? "it is cut short" : "it was altered or cut short");
        s->at_end = last;
        if (last && fgetc(s->file) != EOF)
            return refused(err, s->path, "something stands behind its end");
    }
    return s->bytes.failed ? ac_fail(err, AC_ENOMEM, "out of memory") : AC_OK;
}

static ac_rc source_need(source *s, size_t n, ac_err *err)
{
    ac_rc rc = AC_OK;

    while (rc == AC_OK && s->bytes.len - s->at < n) {
        if (s->at_end)
            return refused(err, s->path, "it is cut short");
        rc = source_more(s, err);
    }
    return rc;
}

/* The next frame; borrowed until the next call. hash_before: of everything in front of its length. */
static ac_rc source_frame(source *s, const uint8_t **out, size_t *out_n, uint8_t hash_before[32], ac_err *err)
{
    ac_hash copy = s->hash;
    uint32_t n;
    ac_rc rc = source_need(s, 4, err);

    if (rc != AC_OK)
        return rc;
    n = ac_be32(s->bytes.p + s->at);
    if (n < AC_FRAME_HEAD || n > AC_FRAME_MAX)
        return refused(err, s->path, "it is damaged");
    rc = source_need(s, 4 + (size_t)n, err);
    if (rc != AC_OK)
        return rc;
    ac_hash_end(&copy, hash_before);
    *out = s->bytes.p + s->at + 4;
    *out_n = n;
    ac_hash_add(&s->hash, s->bytes.p + s->at, 4 + (size_t)n);
    s->at += 4 + (size_t)n;
    return AC_OK;
}

/* What a bundle says of itself before its changes. */
typedef struct {
    ac_space space;
    ac_device sender;
    ac_branch *heads; /* device, head_seq, head_id */
    size_t nheads;
    uint32_t frames;
    uint64_t changes;
} manifest;

static ac_rc read_head(source *s, manifest *m, ac_err *err)
{
    const uint8_t *p;
    size_t n;
    uint8_t before[32], hash[32];
    ac_hash h;
    ac_rd rd;
    unsigned count;
    ac_rc rc = AC_OK;

    if (s->is_sealed) { /* the inner file has its own magic */
        rc = source_need(s, MAGIC_BYTES, err);
        if (rc == AC_OK && memcmp(s->bytes.p + s->at, MAGIC_OPEN, MAGIC_BYTES) != 0)
            return refused(err, s->path, "it is damaged");
        if (rc == AC_OK) {
            ac_hash_add(&s->hash, s->bytes.p + s->at, MAGIC_BYTES);
            s->at += MAGIC_BYTES;
        }
    }
    if (rc == AC_OK)
        rc = source_frame(s, &p, &n, before, err);
    if (rc != AC_OK)
        return rc;
    ac_hash_begin(&h, NULL);
    ac_hash_add(&h, p, n);
    ac_hash_end(&h, hash);
    if (s->is_sealed && memcmp(hash, s->head_hash, 32) != 0)
        return refused(err, s->path, "its envelope belongs to another letter");
    rd = (ac_rd){ p, n, false };
    if (ac_rd_u8(&rd) != F_HEAD || ac_rd_u8(&rd) != 0 || ac_rd_u16(&rd) != 0)
        return refused(err, s->path, "it is damaged");
    p = ac_rd_take(&rd, 64);
    if (p == NULL)
        return refused(err, s->path, "it is damaged");
    m->space = ac_space_of(p);
    m->sender = ac_device_of(p + 32);
    count = ac_rd_u8(&rd);
    for (unsigned i = 0; i < count && !rd.bad; i++)
        ac_rd_take(&rd, ac_rd_u16(&rd) + 64u);
    count = ac_rd_u16(&rd);
    ac_rd_take(&rd, 32u * count);
    if (rd.bad || rd.left != 0 || count > AC_BUNDLE_RECIPIENTS_MAX || !ac_sign_key_valid(m->sender.b))
        return refused(err, s->path, "it is damaged");
    return AC_OK;
}

static ac_rc add_heads(manifest *m, ac_frame *f, const char *path, ac_err *err)
{
    ac_feed_points feed;

    while (ac_feed_next(f, &feed))
        for (unsigned i = 0; i < feed.n; i++) {
            ac_point at = ac_point_at(&feed, i);
            ac_branch *more = realloc(m->heads, (m->nheads + 1) * sizeof *more);
            if (more == NULL)
                return ac_fail(err, AC_ENOMEM, "out of memory");
            m->heads = more;
            more[m->nheads++] = (ac_branch){ .device = feed.author, .head_seq = at.seq, .head_id = at.id };
        }
    (void)path;
    return AC_OK;
}

static ac_rc check_tail(source *s, manifest *m, const uint8_t *p, size_t n, const uint8_t before[32], ac_err *err)
{
    ac_rd rd = { p + AC_FRAME_HEAD, n - AC_FRAME_HEAD, false };
    uint32_t frames = ac_rd_u32(&rd);
    uint64_t changes = ac_rd_u64(&rd);
    const uint8_t *hash = ac_rd_take(&rd, 32), *sig = ac_rd_take(&rd, 64);
    ac_buf msg = { 0 };
    bool good;

    if (rd.bad || rd.left != 0 || p[1] != 0 || ac_be16(p + 2) != AC_NO_SLOT)
        return refused(err, s->path, "it is damaged");
    if (frames != m->frames || changes != m->changes || memcmp(hash, before, 32) != 0)
        return refused(err, s->path, "it was altered");
    put_tail_message(&msg, &m->space, &m->sender, frames, changes, hash);
    good = !msg.failed && ac_verify(sig, m->sender.b, AC_TAG_BUNDLE, msg.p, msg.len);
    ac_buf_free(&msg);
    if (!good)
        return refused(err, s->path, "the signature of its sender does not match");
    if (s->bytes.len != s->at || !s->at_end) {
        ac_rc rc = s->at_end ? AC_OK : source_more(s, err);
        if (rc != AC_OK)
            return rc;
        if (s->bytes.len != s->at || !s->at_end)
            return refused(err, s->path, "something stands behind its end");
    }
    return AC_OK;
}

/* Every frame in turn: `take` gets the changes of each CHANGES frame. */
typedef ac_rc take_fn(void *ctx, ac_frame *f, ac_err *err);
static ac_rc read_all(source *s, manifest *m, take_fn *take, void *ctx, ac_err *err)
{
    ac_rc rc = read_head(s, m, err);
    bool lists_done = false;

    while (rc == AC_OK) {
        const uint8_t *p;
        uint8_t before[32];
        size_t n;
        ac_frame f;
        rc = source_frame(s, &p, &n, before, err);
        if (rc != AC_OK)
            break;
        if (p[0] == F_TAIL)
            return lists_done ? check_tail(s, m, p, n, before, err) : refused(err, s->path, "it is damaged");
        if (!ac_frame_decode(&f, p, n) || f.slot != 0 || (f.type != AC_F_LIST && f.type != AC_F_CHANGES))
            return refused(err, s->path, "it is damaged");
        if (f.type == AC_F_LIST) {
            if (lists_done)
                return refused(err, s->path, "it is damaged");
            lists_done = !f.more;
            rc = add_heads(m, &f, s->path, err);
        } else {
            if (!lists_done || f.flags != 0 || f.no != m->frames + 1)
                return refused(err, s->path, "it is damaged");
            m->frames++;
            m->changes += f.count;
            rc = take(ctx, &f, err);
        }
    }
    return rc;
}

/* --- the two passes --- */

typedef struct {
    ac_notebook *nb;
    int small;
    ac_intake *in;
    ac_import_report *out;
} taking;

/* First pass: which are new? */
static ac_rc look(void *ctx, ac_frame *f, ac_err *err)
{
    taking *t = ctx;
    ac_wire_change c;
    ac_rc rc = AC_OK;

    while (rc == AC_OK && ac_change_next(f, &c)) {
        ac_id id = ac_change_id_of(c.header, c.header_n);
        ac_held held = { 0 };
        if (t->small >= 0)
            rc = ac_history_find(ac_notebook_history(t->nb), t->small, &id, &held, err);
        if (held.n != 0)
            t->out->known++;
        else
            t->out->taken++;
    }
    return rc;
}

static ac_rc take(void *ctx, ac_frame *f, ac_err *err)
{
    taking *t = ctx;
    ac_arrival *a = calloc(f->count + 1, sizeof *a);
    ac_wire_change c;
    ac_fault fault;
    size_t n = 0;
    ac_rc rc = a != NULL ? AC_OK : ac_fail(err, AC_ENOMEM, "out of memory");

    while (rc == AC_OK && ac_change_next(f, &c))
        a[n++] = (ac_arrival){ .header_bytes = c.header, .header_n = c.header_n, .signature = c.signature,
                               .words = c.words_state == AC_WORDS_HERE ? c.words : NULL, .words_n = c.words_n };
    if (rc == AC_OK)
        rc = ac_intake_frame(t->in, a, n, &fault, err);
    if (rc == AC_OK && fault.why_code != 0 && t->out->why[0] == '\0')
        snprintf(t->out->why, sizeof t->out->why, "%s", fault.why);
    if (rc == AC_OK && ac_intake_is_full(t->in))
        rc = ac_intake_commit(t->in, err);
    free(a);
    return rc;
}

static ac_rc waits_for(ac_notebook *nb, const ac_space *space, bool *out, ac_err *err)
{
    ac_invitation *list = NULL;
    size_t n = 0;
    ac_space *known = NULL;
    size_t nknown = 0;
    ac_rc rc = ac_joins_waiting(nb, &list, &n, err);

    *out = ac_space_eq(*space, ac_notebook_me(nb)->own);
    for (size_t i = 0; i < n; i++) {
        *out = *out || ac_space_eq(list[i].space, *space);
        ac_invitation_free(&list[i]);
    }
    free(list);
    if (rc == AC_OK)
        rc = ac_spaces_known(nb, &known, &nknown, err);
    for (size_t i = 0; i < nknown; i++)
        *out = *out || ac_space_eq(known[i], *space);
    free(known);
    return rc;
}

static ac_rc check_sender(ac_notebook *nb, const manifest *m, ac_import_report *out, const char *path, ac_err *err)
{
    ac_space_info info;
    ac_members *members;
    const ac_state_device *d;
    bool found, waits;
    int org;
    ac_rc rc = ac_history_space(ac_notebook_history(nb), &m->space, &info, &found, err);

    out->small = -1;
    if (rc == AC_OK && !found) {
        rc = waits_for(nb, &m->space, &waits, err);
        if (rc == AC_OK && !waits)
            rc = ac_fail(err, AC_EREFUSED, "%s belongs to a partnership that you are not in. Nothing was taken", path);
        return rc;
    }
    if (rc == AC_OK)
        rc = ac_notebook_members(nb, info.space, &members, err);
    if (rc != AC_OK)
        return rc;
    out->small = info.space;
    d = ac_members_device(members, &m->sender, &org);
    if (d == NULL) {
        rc = waits_for(nb, &m->space, &waits, err);
        if (rc == AC_OK && !waits)
            rc = ac_fail(err, AC_EREFUSED, "%s comes from a laptop that is not known here. Nothing was taken; take in a file of its "
                                           "organisation's other laptop, or of another partner, first", path);
        return rc;
    }
    snprintf(out->sender, sizeof out->sender, "%s", ac_members_org(members, org)->code);
    return AC_OK;
}

static ac_rc own_heads(ac_notebook *nb, const manifest *m, int small, bool *out_foreign, ac_err *err)
{
    uint64_t seqs[64];
    ac_id ids[64];
    size_t n = 0;

    *out_foreign = false;
    for (size_t i = 0; i < m->nheads && n < 64; i++)
        if (ac_device_eq(m->heads[i].device, ac_notebook_me(nb)->device)) {
            seqs[n] = m->heads[i].head_seq;
            ids[n++] = m->heads[i].head_id;
        }
    return n > 0 && small >= 0 ? ac_notebook_own_heads_seen(nb, small, seqs, ids, n, out_foreign, err) : AC_OK;
}

/* After the second pass: what came, by organisation, and what the sender listed that is not here. */
static ac_rc account(ac_notebook *nb, const manifest *m, ac_n before, ac_import_report *out, ac_err *err)
{
    ac_history *h = ac_notebook_history(nb);
    ac_held *slice = malloc(SLICE * sizeof *slice);
    ac_members *members = NULL;
    size_t got = SLICE;
    ac_rc rc = slice != NULL ? AC_OK : ac_fail(err, AC_ENOMEM, "out of memory");

    for (size_t i = 0; rc == AC_OK && i < m->nheads; i++) {
        ac_held held;
        rc = ac_history_find(h, out->small, &m->heads[i].head_id, &held, err);
        out->gaps += rc == AC_OK && held.n == 0;
    }
    if (rc == AC_OK)
        rc = ac_notebook_members(nb, out->small, &members, err);
    while (rc == AC_OK && got == SLICE) {
        rc = ac_history_slice(h, out->small, before, INT64_MAX, slice, SLICE, &got, err);
        for (size_t i = 0; rc == AC_OK && i < got; i++) {
            const ac_org *org = ac_members_org(members, slice[i].org);
            size_t k = 0;
            before = slice[i].n;
            if (org == NULL)
                continue;
            while (k < out->norgs && strcmp(out->orgs[k].code, org->code) != 0)
                k++;
            if (k == out->norgs && k < AC_IMPORT_ORGS_MAX)
                snprintf(out->orgs[out->norgs++].code, sizeof out->orgs[0].code, "%s", org->code);
            if (k < out->norgs)
                out->orgs[k].taken++;
        }
    }
    free(slice);
    return rc;
}

ac_rc ac_bundle_read(ac_notebook *nb, const char *path, bool dry_run, ac_import_report *out, ac_err *err)
{
    source s = { 0 };
    manifest m = { 0 };
    taking t = { .nb = nb, .out = out };
    ac_space_info info = { 0 };
    bool found = false;
    ac_rc rc = source_open(&s, nb, path, err);

    *out = (ac_import_report){ .small = -1 };
    if (rc == AC_OK) { /* which space decides what is new */
        rc = read_head(&s, &m, err);
        if (rc == AC_OK)
            rc = check_sender(nb, &m, out, path, err);
        source_close(&s);
        t.small = out->small;
    }
    if (rc == AC_OK)
        rc = source_open(&s, nb, path, err);
    m = (manifest){ 0 };
    if (rc == AC_OK)
        rc = read_all(&s, &m, look, &t, err);
    source_close(&s);
    out->space = m.space;
    if (rc != AC_OK || dry_run)
        goto done;
    if (out->small >= 0)
        rc = own_heads(nb, &m, out->small, &out->is_foreign, err);
    out->taken = out->known = 0;
    if (rc == AC_OK)
        rc = ac_history_space(ac_notebook_history(nb), &m.space, &info, &found, err);
    if (rc == AC_OK)
        rc = ac_intake_open(&t.in, nb, &m.space, &m.sender, err);
    if (rc == AC_OK) {
        manifest again = { 0 };
        rc = source_open(&s, nb, path, err);
        if (rc == AC_OK)
            rc = read_all(&s, &again, take, &t, err);
        source_close(&s);
        free(again.heads);
    }
    if (rc == AC_OK)
        rc = ac_intake_commit(t.in, err);
    if (rc == AC_OK) {
        const ac_intake_count *c = ac_intake_counts(t.in);
        ac_n before = found ? info.newest : 0;
        out->taken = c->taken;
        out->known = c->known;
        out->refused = c->refused + c->skipped;
        rc = ac_history_space(ac_notebook_history(nb), &m.space, &info, &found, err);
        if (rc == AC_OK && found) {
            out->small = info.space;
            rc = account(nb, &m, before, out, err);
        }
        if (rc == AC_OK && out->refused > 0)
            rc = ac_fail(err, AC_EPART, "%lld records were refused: %s", (long long)out->refused, out->why);
    }
    ac_intake_close(t.in);
done:
    free(m.heads);
    return rc;
}
