/* bundle_read.c - changes out of a file: checked whole, then taken. */
#include "core/entering.h"
#include "core/file.h"
#include "sync/bundle_in.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- reading: bytes of the inner file come from the source --- */

typedef struct {
    FILE *file;
    bool is_sealed, at_end;
    ac_stream stream;
    ac_buf bytes; /* opened and not yet used, from `at` */
    size_t at;
    ac_hash hash; /* of the inner file so far */
    uint8_t head_hash[32];
    bool is_for_others;
    bool is_alone; /* for a notebook of nobody: no box is ours */
    const char *path;
} source;

static ac_rc refused(ac_err *err, const char *path, const char *why)
{
    return ac_fail(err, AC_EREFUSED, "%s was refused: %s. Nothing was taken; ask for the file again", path, ac_tr_always(why));
}

/* The boxes carry no names: ours is the one that opens. */
static ac_rc find_box(source *s, ac_notebook *nb, ac_buf *plain, ac_err *err)
{
    uint8_t count[2], box[AC_BUNDLE_BOX];
    unsigned n;

    if (fread(count, 1, 2, s->file) != 2)
        return refused(err, s->path, N_("it is cut short"));
    n = ac_be16(count);
    if (n == 0 || n > AC_BUNDLE_RECIPIENTS_MAX + 64)
        return refused(err, s->path, N_("it is damaged"));
    for (unsigned i = 0; i < n; i++) {
        if (fread(box, 1, AC_BUNDLE_BOX, s->file) != AC_BUNDLE_BOX)
            return refused(err, s->path, N_("it is cut short"));
        if (!s->is_alone && plain->len == 0 && !ac_notebook_open_sealed(nb, box, AC_BUNDLE_BOX, plain))
            (void)ac_apply_open_box(nb, box, AC_BUNDLE_BOX, plain);
    }
    return AC_OK;
}

static ac_rc open_boxes(source *s, ac_notebook *nb, ac_err *err)
{
    uint8_t header[AC_STREAM_HEADER];
    ac_buf plain = { 0 };
    ac_rc rc = find_box(s, nb, &plain, err);

    if (rc == AC_OK && fread(header, 1, sizeof header, s->file) != sizeof header)
        rc = refused(err, s->path, N_("it is cut short"));
    s->is_for_others = rc == AC_OK && plain.len == 0;
    if (rc == AC_OK && (plain.len != 64 || !ac_stream_open_begin(&s->stream, header, plain.p)))
        rc = ac_fail(err, AC_EREFUSED, "%s is sealed for somebody else. Nothing was taken; ask for one for your organisation",
                     s->path);
    if (rc == AC_OK)
        memcpy(s->head_hash, plain.p + 32, 32);
    if (plain.p != NULL)
        ac_wipe(plain.p, plain.cap);
    ac_buf_free(&plain);
    return rc;
}

/* From the beginning: each pass reads the same file, whatever has its name by then. */
static ac_rc source_begin(source *s, ac_notebook *nb, ac_err *err)
{
    char magic[AC_BUNDLE_MAGIC];

    if (fseeko(s->file, 0, SEEK_SET) != 0)
        return ac_fail_errno(err, errno, N_("read"), s->path);
    ac_buf_clear(&s->bytes);
    s->at = 0;
    s->at_end = false;
    ac_hash_begin(&s->hash, NULL);
    if (fread(magic, 1, AC_BUNDLE_MAGIC, s->file) != AC_BUNDLE_MAGIC || !ac_bundle_is(magic, AC_BUNDLE_MAGIC))
        return ac_fail(err, AC_EREFUSED, "%s is no file of accord", s->path);
    s->is_sealed = memcmp(magic, AC_BUNDLE_SEALED, AC_BUNDLE_MAGIC) == 0;
    if (s->is_sealed) {
        ac_rc rc = s->is_alone ? AC_OK : ac_notebook_unlock(nb, NULL, 0, err);
        return rc == AC_OK ? open_boxes(s, nb, err) : rc;
    }
    ac_hash_add(&s->hash, magic, AC_BUNDLE_MAGIC);
    return AC_OK;
}

static ac_rc source_open(source *s, const char *path, ac_err *err)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

    *s = (source){ .path = path, .is_alone = s->is_alone };
    if (fd < 0)
        return ac_fail_errno(err, errno, N_("read"), path);
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || (s->file = fdopen(fd, "rb")) == NULL) {
        close(fd);
        return ac_fail(err, AC_EREFUSED, "%s is not a plain file", path);
    }
    return AC_OK;
}

static void source_close(source *s)
{
    if (s->file != NULL)
        fclose(s->file);
    s->file = NULL;
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
        return ac_fail_errno(err, errno, N_("read"), s->path);
    if (!s->is_sealed) {
        s->at_end = n == 0;
        ac_buf_put(&s->bytes, raw, n);
    } else {
        bool last = false;
        if (n == 0 || !ac_stream_open(&s->stream, &s->bytes, raw, n, &last))
            return s->bytes.failed ? ac_fail(err, AC_ENOMEM, "out of memory")
                                   : refused(err, s->path, n == 0 ? N_("it is cut short") : N_("it was altered or cut short"));
        s->at_end = last;
        if (last && fgetc(s->file) != EOF)
            return refused(err, s->path, N_("something stands behind its end"));
    }
    return s->bytes.failed ? ac_fail(err, AC_ENOMEM, "out of memory") : AC_OK;
}

static ac_rc source_need(source *s, size_t n, ac_err *err)
{
    ac_rc rc = AC_OK;

    while (rc == AC_OK && s->bytes.len - s->at < n) {
        if (s->at_end)
            return refused(err, s->path, N_("it is cut short"));
        rc = source_more(s, err);
    }
    return rc;
}

/* The next frame; borrowed until the next call. hash_before: of everything in front of its length. */
static ac_rc source_frame(source *s, const uint8_t **out, size_t *out_n, uint8_t hash_before[32], ac_err *err)
{
    ac_hash copy;
    uint32_t n;
    ac_rc rc = source_need(s, 4, err);

    if (rc != AC_OK)
        return rc;
    ac_hash_copy(&copy, &s->hash);
    n = ac_be32(s->bytes.p + s->at);
    if (n < AC_FRAME_HEAD || n > AC_FRAME_MAX)
        return refused(err, s->path, N_("it is damaged"));
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

#define HEADS_MAX (1024u * 16u) /* devices a partnership, branches a feed (DESIGN 11) */

/* What a bundle says of itself before its changes. */
typedef struct {
    ac_device author;
    ac_point at;
} head;
typedef struct {
    ac_space space;
    ac_device sender;
    head *heads; /* as LIST has them */
    size_t nheads, cap;
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
        rc = source_need(s, AC_BUNDLE_MAGIC, err);
        if (rc == AC_OK && memcmp(s->bytes.p + s->at, AC_BUNDLE_OPEN, AC_BUNDLE_MAGIC) != 0)
            return refused(err, s->path, N_("it is damaged"));
        if (rc == AC_OK) {
            ac_hash_add(&s->hash, s->bytes.p + s->at, AC_BUNDLE_MAGIC);
            s->at += AC_BUNDLE_MAGIC;
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
        return refused(err, s->path, N_("its envelope belongs to another letter"));
    rd = (ac_rd){ p, n, false };
    if (ac_rd_u8(&rd) != AC_F_HEAD || ac_rd_u8(&rd) != 0 || ac_rd_u16(&rd) != 0)
        return refused(err, s->path, N_("it is damaged"));
    p = ac_rd_take(&rd, 64);
    if (p == NULL)
        return refused(err, s->path, N_("it is damaged"));
    m->space = ac_space_of(p);
    m->sender = ac_device_of(p + 32);
    count = ac_rd_u8(&rd);
    if (count > AC_EVIDENCE_MAX)
        return refused(err, s->path, N_("it is damaged"));
    for (unsigned i = 0; i < count && !rd.bad; i++) { /* not looked at: our own history says who a sender is */
        uint32_t words;
        n = ac_rd_u16(&rd);
        if (rd.bad || ac_header_length(rd.p, rd.left, &words) != n)
            return refused(err, s->path, N_("it is damaged"));
        ac_rd_take(&rd, n + AC_SIG_BYTES);
    }
    count = ac_rd_u16(&rd);
    p = ac_rd_take(&rd, 32u * (size_t)count);
    for (unsigned i = 1; p != NULL && i < count; i++)
        if (memcmp(p + 32 * (i - 1), p + 32 * i, 32) >= 0)
            return refused(err, s->path, N_("it is damaged"));
    if (rd.bad || rd.left != 0 || count > AC_BUNDLE_RECIPIENTS_MAX || !ac_sign_key_valid(m->sender.b))
        return refused(err, s->path, N_("it is damaged"));
    return AC_OK;
}

/* Authors ascend over all LIST frames, and no partnership has so many heads. */
static ac_rc add_heads(manifest *m, ac_frame *f, const char *path, ac_err *err)
{
    ac_feed_points feed;

    while (ac_feed_next(f, &feed)) {
        if (m->nheads > 0 && ac_device_cmp(m->heads[m->nheads - 1].author, feed.author) >= 0)
            return refused(err, path, N_("it is damaged"));
        if (m->nheads + feed.n > HEADS_MAX)
            return refused(err, path, N_("it lists more feeds than a partnership can have"));
        if (m->nheads + feed.n > m->cap) {
            size_t cap = 2 * m->cap + 256;
            head *more = realloc(m->heads, cap * sizeof *more);
            if (more == NULL)
                return ac_fail(err, AC_ENOMEM, "out of memory");
            m->heads = more;
            m->cap = cap;
        }
        for (unsigned i = 0; i < feed.n; i++)
            m->heads[m->nheads++] = (head){ feed.author, ac_point_at(&feed, i) };
    }
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
        return refused(err, s->path, N_("it is damaged"));
    if (frames != m->frames || changes != m->changes || memcmp(hash, before, 32) != 0)
        return refused(err, s->path, N_("it was altered"));
    ac_bundle_signed(&msg, &m->space, &m->sender, frames, changes, hash);
    good = !msg.failed && ac_verify(sig, m->sender.b, AC_TAG_BUNDLE, msg.p, msg.len);
    ac_buf_free(&msg);
    if (!good)
        return refused(err, s->path, N_("the signature of its sender does not match"));
    if (s->bytes.len != s->at || !s->at_end) {
        ac_rc rc = s->at_end ? AC_OK : source_more(s, err);
        if (rc != AC_OK)
            return rc;
        if (s->bytes.len != s->at || !s->at_end)
            return refused(err, s->path, N_("something stands behind its end"));
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
        if (p[0] == AC_F_TAIL)
            return lists_done ? check_tail(s, m, p, n, before, err) : refused(err, s->path, N_("it is damaged"));
        if (!ac_frame_decode(&f, p, n) || f.slot != 0 || (f.type != AC_F_LIST && f.type != AC_F_CHANGES))
            return refused(err, s->path, N_("it is damaged"));
        if (f.type == AC_F_LIST) {
            if (lists_done)
                return refused(err, s->path, N_("it is damaged"));
            lists_done = !f.more;
            rc = add_heads(m, &f, s->path, err);
        } else {
            if (!lists_done || f.flags != 0 || f.no != m->frames + 1)
                return refused(err, s->path, N_("it is damaged"));
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
    bool is_alone; /* into a notebook of nobody: who sent it does not matter */
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
        t->out->words += (held.flags & AC_HELD_NO_WORDS) && c.words_state == AC_WORDS_HERE;
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

static bool name_sender(ac_members *members, const ac_device *sender, ac_import_report *out)
{
    int org;

    if (ac_members_device(members, sender, &org) == NULL)
        return false;
    snprintf(out->sender, sizeof out->sender, "%s", ac_members_org(members, org)->code);
    return true;
}

static ac_rc check_sender(ac_notebook *nb, const manifest *m, ac_import_report *out, const char *path, ac_err *err)
{
    ac_space_info info;
    ac_members *members;
    bool found, waits;
    ac_rc rc = ac_history_space(ac_notebook_history(nb), &m->space, &info, &found, err);

    out->small = -1;
    if (rc == AC_OK && !found) {
        rc = waits_for(nb, &m->space, &waits, err);
        out->is_not_ours = rc == AC_OK && !waits;
        if (rc == AC_OK && !waits)
            rc = ac_fail(err, AC_EREFUSED, "%s belongs to a partnership that you are not in. Nothing was taken", path);
        return rc;
    }
    if (rc == AC_OK)
        rc = ac_notebook_members(nb, info.space, &members, err);
    if (rc != AC_OK)
        return rc;
    out->small = info.space;
    if (!name_sender(members, &m->sender, out)) {
        rc = waits_for(nb, &m->space, &waits, err);
        if (rc == AC_OK && !waits)
            rc = ac_fail(err, AC_EREFUSED, "%s comes from a laptop that is not known here. Nothing was taken; take in a file of its "
                                           "organisation's other laptop, or of another partner, first", path);
    }
    return rc;
}

static ac_rc own_heads(ac_notebook *nb, const manifest *m, int small, bool *out_foreign, ac_err *err)
{
    uint64_t seqs[255]; /* as many as one entry of a list can name */
    ac_id ids[255];
    size_t n = 0;

    *out_foreign = false;
    for (size_t i = 0; i < m->nheads && n < 255; i++)
        if (ac_device_eq(m->heads[i].author, ac_notebook_me(nb)->device)) {
            seqs[n] = m->heads[i].at.seq;
            ids[n++] = m->heads[i].at.id;
        }
    return n > 0 && small >= 0 ? ac_notebook_own_heads_signed(nb, small, seqs, ids, n, out_foreign, err) : AC_OK;
}

/* After the second pass: what came, by organisation, and what the sender listed that is not here. */
static ac_rc account(ac_notebook *nb, const manifest *m, ac_n before, ac_import_report *out, ac_err *err)
{
    ac_history *h = ac_notebook_history(nb);
    ac_held *slice = malloc(AC_BUNDLE_SLICE * sizeof *slice);
    ac_members *members = NULL;
    size_t got = AC_BUNDLE_SLICE;
    ac_rc rc = slice != NULL ? AC_OK : ac_fail(err, AC_ENOMEM, "out of memory");

    for (size_t i = 0; rc == AC_OK && i < m->nheads; i++) {
        ac_held held;
        rc = ac_history_find(h, out->small, &m->heads[i].at.id, &held, err);
        out->gaps += rc == AC_OK && held.n == 0;
    }
    if (rc == AC_OK)
        rc = ac_notebook_members(nb, out->small, &members, err);
    if (rc == AC_OK && out->sender[0] == '\0') /* known by what it brought */
        name_sender(members, &m->sender, out);
    while (rc == AC_OK && got == AC_BUNDLE_SLICE) {
        rc = ac_history_slice(h, out->small, before, INT64_MAX, slice, AC_BUNDLE_SLICE, &got, err);
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

/* First to the end: nothing is taken before the whole file is known to be good. */
static ac_rc check_all(source *s, taking *t, manifest *m, ac_err *err)
{
    ac_rc rc = read_head(s, m, err); /* which space decides what is new */

    if (rc == AC_OK && !t->is_alone)
        rc = check_sender(t->nb, m, t->out, s->path, err);
    t->small = t->out->small;
    *m = (manifest){ 0 };
    if (rc == AC_OK)
        rc = source_begin(s, t->nb, err);
    if (rc == AC_OK)
        rc = read_all(s, m, look, t, err);
    t->out->space = m->space;
    return rc;
}

static ac_rc take_all(source *s, taking *t, const manifest *m, ac_err *err)
{
    ac_import_report *out = t->out;
    ac_history *h = ac_notebook_history(t->nb);
    manifest again = { 0 };
    ac_space_info info = { 0 };
    const ac_intake_count *c;
    ac_n before = 0;
    bool found = false;
    ac_rc rc = out->small >= 0 ? own_heads(t->nb, m, out->small, &out->is_foreign, err) : AC_OK;

    out->taken = out->known = out->words = 0;
    if (rc == AC_OK)
        rc = ac_history_space(h, &m->space, &info, &found, err);
    before = found ? info.newest : 0;
    if (rc == AC_OK)
        rc = ac_intake_open(&t->in, t->nb, &m->space, &m->sender, err);
    if (rc == AC_OK)
        rc = source_begin(s, t->nb, err);
    if (rc == AC_OK)
        rc = read_all(s, &again, take, t, err);
    free(again.heads);
    if (rc == AC_OK)
        rc = ac_intake_commit(t->in, err);
    if (rc == AC_OK) {
        c = ac_intake_counts(t->in);
        out->taken = c->taken;
        out->known = c->known;
        out->words = c->words;
        out->is_foreign = out->is_foreign || c->foreign > 0;
        out->refused = c->refused + c->skipped;
        rc = ac_history_space(h, &m->space, &info, &found, err);
    }
    if (rc == AC_OK && found) {
        out->is_first = out->small < 0;
        out->small = info.space;
        rc = account(t->nb, m, before, out, err);
    }
    if (rc == AC_OK && out->refused > 0)
        rc = ac_fail(err, AC_EPART, "%lld records were refused: %s", (long long)out->refused, out->why);
    ac_intake_close(t->in);
    return rc;
}

static ac_rc read_file(ac_notebook *nb, const char *path, bool dry_run, bool is_alone, ac_import_report *out, ac_err *err)
{
    source s = { .is_alone = is_alone };
    manifest m = { 0 };
    taking t = { .nb = nb, .out = out, .is_alone = is_alone };
    ac_rc rc;

    *out = (ac_import_report){ .small = -1 };
    rc = source_open(&s, path, err);
    if (rc == AC_OK)
        rc = source_begin(&s, nb, err);
    if (rc == AC_OK)
        rc = check_all(&s, &t, &m, err);
    if (rc == AC_OK && !dry_run)
        rc = take_all(&s, &t, &m, err);
    out->is_not_ours = out->is_not_ours || s.is_for_others;
    source_close(&s);
    free(m.heads);
    return rc;
}

ac_rc ac_bundle_read(ac_notebook *nb, const char *path, bool dry_run, ac_import_report *out, ac_err *err)
{
    return read_file(nb, path, dry_run, false, out, err);
}

ac_rc ac_bundle_read_alone(ac_notebook *nb, const char *path, ac_import_report *out, ac_err *err)
{
    return read_file(nb, path, false, true, out, err);
}
