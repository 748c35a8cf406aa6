/* bundle.c - changes into a file: written whole, then named. */
#include "core/entering.h"
#include "core/file.h"
#include "core/withheld.h"
#include "sync/bundle_in.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

bool ac_bundle_is(const void *bytes, size_t n)
{
    return n >= AC_BUNDLE_MAGIC && (memcmp(bytes, AC_BUNDLE_OPEN, AC_BUNDLE_MAGIC) == 0 ||
                                    memcmp(bytes, AC_BUNDLE_SEALED, AC_BUNDLE_MAGIC) == 0);
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
        return ac_fail_errno(err, errno, N_("written"), s->path);
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

    ac_put_frame(out, AC_F_HEAD, 0, 0);
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
        ac_buf_clear(&frame);
        ac_put_frame(&frame, AC_F_LIST, 0, 0);
        ac_buf_u8(&frame, 0);
        while (rc == AC_OK && i < n && frame.len < AC_FRAME_TARGET) {
            size_t j = i, end;
            while (j < n && ac_device_eq(list[j].device, list[i].device))
                j++;
            end = j - i > 255 ? i + 255 : j; /* as many as an entry can name */
            ac_buf_put(&frame, list[i].device.b, 32);
            ac_buf_u8(&frame, (unsigned)(end - i));
            for (; i < end; i++)
                ac_put_point(&frame, list[i].head_seq, &list[i].head_id);
            i = j;
        }
        if (!frame.failed && frame.p != NULL)
            frame.p[AC_FRAME_HEAD] = i < n;
        if (rc == AC_OK)
            rc = sink_frame(s, &frame, err);
    } while (rc == AC_OK && i < n);
    ac_buf_free(&frame);
    free(list);
    return rc;
}

typedef struct {
    ac_knowledge **known;
    size_t n;
} audience;

/* Is somebody of the audience not known to hold it, or to hold its words? Nobody to hold it: it stays out of no
 * file. */
static ac_rc is_lacked(const audience *a, const ac_held *c, bool *out, ac_err *err)
{
    ac_rc rc = AC_OK;

    *out = a->n == 0;
    for (size_t i = 0; rc == AC_OK && !*out && i < a->n; i++) {
        *out = !ac_knowledge_has(a->known[i], c);
        if (!*out && (c->flags & AC_HELD_REVEALED))
            rc = ac_knowledge_lacks_words(a->known[i], c, out, err);
    }
    return rc;
}

static ac_rc write_changes(sink *s, ac_notebook *nb, int space, ac_n until, const audience *to, uint32_t *frames, uint64_t *changes,
                           ac_err *err)
{
    ac_history *h = ac_notebook_history(nb);
    ac_held *slice = malloc(AC_BUNDLE_SLICE * sizeof *slice);
    ac_buf frame = { 0 };
    ac_leaving c = { 0 };
    size_t got = AC_BUNDLE_SLICE, in_frame = 0;
    ac_n after = 0;
    ac_rc rc = slice != NULL ? AC_OK : ac_fail(err, AC_ENOMEM, "out of memory");

    while (rc == AC_OK && got == AC_BUNDLE_SLICE) {
        rc = ac_history_slice(h, space, after, until, slice, AC_BUNDLE_SLICE, &got, err);
        for (size_t i = 0; rc == AC_OK && i < got; i++) {
            bool lacked;
            after = slice[i].n;
            rc = is_lacked(to, &slice[i], &lacked, err);
            if (rc != AC_OK || !lacked)
                continue;
            rc = ac_leaving_read(nb, &slice[i], false, &c, err);
            if (rc == AC_OK && in_frame > 0 &&
                (in_frame == AC_CHANGES_MAX || frame.len + c.header.len + c.words.len > AC_FRAME_TARGET)) {
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
            ac_put_change(&frame, c.header.p, c.header.len, c.signature, c.state, c.words.p, c.words.len);
            in_frame++;
            ++*changes;
        }
    }
    if (rc == AC_OK && in_frame > 0)
        rc = sink_frame(s, &frame, err);
    ac_buf_free(&frame);
    ac_leaving_free(&c);
    free(slice);
    return rc;
}

void ac_bundle_signed(ac_buf *m, const ac_space *space, const ac_device *sender, uint32_t frames, uint64_t changes,
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
    ac_hash copy;
    uint8_t hash[32], sig[64];
    ac_rc rc;

    ac_hash_copy(&copy, &s->hash);
    ac_hash_end(&copy, hash);
    ac_bundle_signed(&m, space, &ac_notebook_me(nb)->device, frames, changes, hash);
    ac_notebook_sign(nb, AC_TAG_BUNDLE, m.p, m.len, sig);
    ac_put_frame(&frame, AC_F_TAIL, 0, AC_NO_SLOT);
    ac_buf_u32(&frame, frames);
    ac_buf_u64(&frame, changes);
    ac_buf_put(&frame, hash, 32);
    ac_buf_put(&frame, sig, 64);
    rc = m.failed ? ac_fail(err, AC_ENOMEM, "out of memory") : sink_frame(s, &frame, err);
    ac_buf_free(&frame);
    ac_buf_free(&m);
    return rc;
}

/* Our other laptops, each for itself: what one of us has another may lack. */
static ac_rc add_own_laptops(ac_notebook *nb, int space, int me, audience *out, ac_err *err)
{
    const ac_state *state;
    ac_device devices[64];
    size_t n = 0;
    ac_rc rc = ac_notebook_state(nb, space, &state, err);

    for (int d = 0; rc == AC_OK && me >= 0 && d < state->orgs[me].ndevices && n < 64; d++) {
        const ac_state_device *one = &state->orgs[me].devices[d];
        if (one->goes_on && !ac_device_eq(one->key, ac_notebook_me(nb)->device))
            devices[n++] = one->key;
    }
    if (rc == AC_OK && n > 0) {
        ac_knowledge **more = realloc(out->known, (out->n + n + 1) * sizeof *more);
        if (more == NULL)
            return ac_fail(err, AC_ENOMEM, "out of memory");
        out->known = more;
    }
    for (size_t i = 0; rc == AC_OK && i < n; i++) {
        rc = ac_knowledge_of_device(&out->known[out->n], nb, space, me, &devices[i], err);
        out->n += rc == AC_OK;
    }
    return rc;
}

/* Whoever may open it; for an open bundle that is anybody, and everything goes in. */
static ac_rc open_audience(ac_notebook *nb, int space, const recipients *to, bool is_open, audience *out, int64_t *since,
                           ac_err *err)
{
    ac_rc rc = AC_OK;

    out->known = calloc(to->n + 1, sizeof *out->known);
    if (out->known == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory");
    for (; rc == AC_OK && !is_open && out->n < to->n; out->n++) {
        ac_partner_row row = { 0 };
        rc = ac_knowledge_open(&out->known[out->n], nb, space, to->orgs[out->n], &row, err);
        if (row.last_met_ms > *since)
            *since = row.last_met_ms;
        if (rc != AC_OK)
            break;
    }
    return rc == AC_OK && to->is_all && !is_open ? add_own_laptops(nb, space, to->me, out, err) : rc;
}

static ac_rc any_lacked(ac_notebook *nb, int space, ac_n after, const recipients *to, const audience *a, bool *out, ac_err *err)
{
    ac_held *slice = malloc(AC_BUNDLE_SLICE * sizeof *slice);
    size_t got = AC_BUNDLE_SLICE;
    ac_rc rc = slice != NULL ? AC_OK : ac_fail(err, AC_ENOMEM, "out of memory");

    *out = false;
    while (rc == AC_OK && got == AC_BUNDLE_SLICE && !*out) {
        rc = ac_history_slice(ac_notebook_history(nb), space, after, INT64_MAX, slice, AC_BUNDLE_SLICE, &got, err);
        for (size_t i = 0; rc == AC_OK && !*out && i < got; i++) {
            after = slice[i].n;
            if (slice[i].kind != AC_KIND_ACK || slice[i].org == to->me)
                rc = is_lacked(a, &slice[i], out, err);
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
        ac_buf_put(&outer, AC_BUNDLE_SEALED, AC_BUNDLE_MAGIC);
        rc = put_boxes(nb, p->space, to, key, head, &outer, err);
        ac_stream_seal_begin(&s->stream, stream_header, key);
        ac_buf_put(&outer, stream_header, sizeof stream_header);
        ac_wipe(key, sizeof key);
        if (rc == AC_OK && fwrite(outer.p, 1, outer.len, s->file) != outer.len)
            rc = ac_fail_errno(err, errno, N_("written"), s->path);
        s->bytes += (int64_t)outer.len;
    }
    if (rc == AC_OK)
        rc = sink_put(s, AC_BUNDLE_OPEN, AC_BUNDLE_MAGIC, err);
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
    if (strlen(what->path) + 64 > sizeof out->path)
        return ac_fail(err, AC_EUSAGE, "the name of the file is too long");
    if (p->is_own && what->is_open)
        return ac_fail(err, AC_EUSAGE, "the own space of an organisation is never written openly");
    rc = find_recipients(nb, p->space, p->is_own ? NULL : what->for_code, &to, err);
    if (rc == AC_OK && !p->is_own)
        rc = ac_notebook_ack(nb, p->space, &ack, err);
    if (rc == AC_EFULL || rc == AC_EREADONLY)
        rc = AC_OK; /* no ack can be written; what is here can still leave */
    if (rc == AC_OK)
        rc = ac_notebook_mark(nb, p->space, err); /* commit, mark, leave */
    if (rc == AC_OK)
        rc = open_audience(nb, p->space, &to, what->is_open, &a, &out->since_ms, err);
    if (rc == AC_OK && what->if_any)
        rc = any_lacked(nb, p->space, what->since, &to, &a, &lacked, err);
    if (rc == AC_OK)
        rc = ac_history_space_info(ac_notebook_history(nb), p->space, &info, err);
    if (rc == AC_OK) {
        out->newest = info.newest;
        out->recipients = to.n;
    }
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
        rc = ac_fail_errno(err, errno, N_("written"), out->path);
        if (fd >= 0) {
            close(fd);
            unlink(temp);
        }
        goto done;
    }
    s.path = out->path;
    if (s.is_sealed) { /* whoever shares the drive may carry it: the umask decides who reads it */
        mode_t mask = umask(0);
        umask(mask);
        fchmod(fd, 0666 & ~mask);
    }
    ac_hash_begin(&s.hash, NULL);
    rc = put_head(nb, p, &to, &head, err);
    if (rc == AC_OK)
        rc = fill(&s, nb, p, &to, &a, &head, info.newest, out, err);
    if (rc == AC_OK && (fflush(s.file) != 0 || fsync(fileno(s.file)) != 0))
        rc = ac_fail_errno(err, errno, N_("written"), out->path);
    if (fclose(s.file) != 0 && rc == AC_OK)
        rc = ac_fail_errno(err, errno, N_("written"), out->path);
    if (rc == AC_OK)
        rc = ac_file_name(temp, out->path, what->is_replaced, err);
    else
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
