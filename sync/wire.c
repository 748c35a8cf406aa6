/* wire.c - reading and writing the frames of a session. */
#include "sync/wire.h"

const char *ac_frame_name(unsigned type)
{
    static const char *const names[AC_F_COUNT] = {
        "?",      "hello",   "welcome", "auth", "summary", "list", "want",  "changes", "credit",
        "saved",  "end",     "final",   "bodies", "body",  "bye", "fault", "notice", "apply",
    };

    return type < AC_F_COUNT ? names[type] : "?";
}

/* --- pieces --- */

size_t ac_header_length(const uint8_t *p, size_t n, uint32_t *out_words_len)
{
    unsigned facts;
    uint32_t words;

    if (n < AC_HEADER_FIXED || p[0] != 'a' || p[1] != 'c' || p[2] != 1 || p[3] != 0)
        return 0;
    facts = ac_be16(p + 32);
    words = ac_be32(p + 36);
    if (p[6] > AC_DEPS_MAX || p[7] > AC_CITES_MAX || facts > AC_GOVERNING_FACTS_MAX || words > AC_WORDS_MAX)
        return 0;
    *out_words_len = words;
    return AC_HEADER_FIXED + 32u * (p[6] + (size_t)p[7]) + facts;
}

static bool read_signed(ac_rd *rd, ac_wire_change *out, uint32_t *out_words_len)
{
    out->header_n = ac_rd_u16(rd);
    if (rd->bad || out->header_n == 0 || ac_header_length(rd->p, rd->left, out_words_len) != out->header_n)
        rd->bad = true;
    out->header = ac_rd_take(rd, out->header_n);
    out->signature = ac_rd_take(rd, AC_SIG_BYTES);
    out->words = NULL;
    out->words_n = 0;
    out->words_state = AC_WORDS_NONE;
    return !rd->bad;
}

static bool read_change(ac_rd *rd, ac_wire_change *out)
{
    uint32_t words_len = 0;

    if (!read_signed(rd, out, &words_len))
        return false;
    out->words_state = (uint8_t)ac_rd_u8(rd);
    if (out->words_state > AC_WORDS_NOT_HELD || (out->words_state == AC_WORDS_NONE) != (words_len == 0))
        rd->bad = true;
    if (out->words_state == AC_WORDS_HERE) {
        out->words_n = AC_SALT_BYTES + words_len;
        out->words = ac_rd_take(rd, out->words_n);
    }
    return !rd->bad;
}

static bool read_summary(ac_rd *rd, ac_summary *out)
{
    const uint8_t *digest = ac_rd_take(rd, 32);

    out->count = ac_rd_u64(rd);
    out->missing = ac_rd_u32(rd);
    out->npaused = (uint16_t)ac_rd_u16(rd);
    out->paused = ac_rd_take(rd, 32 * (size_t)out->npaused);
    if (rd->bad)
        return false;
    out->digest = ac_digest_of(digest);
    for (unsigned i = 1; i < out->npaused; i++)
        if (memcmp(out->paused + 32 * (i - 1), out->paused + 32 * i, 32) >= 0)
            return false;
    return true;
}

/* An author with its points; strictly ascending, each seq in range. */
static bool read_feed(ac_rd *rd, ac_feed_points *out)
{
    const uint8_t *author = ac_rd_take(rd, 32);

    out->n = (uint8_t)ac_rd_u8(rd);
    out->points = ac_rd_take(rd, 40 * (size_t)out->n);
    if (rd->bad)
        return false;
    out->author = ac_device_of(author);
    for (unsigned i = 0; i < out->n; i++) {
        uint64_t seq = ac_be64(out->points + 40 * i);
        if (seq == 0 || seq >= AC_SEQ_MAX)
            return false;
        /* seq is big-endian: comparing the bytes compares seq, then id */
        if (i > 0 && memcmp(out->points + 40 * (i - 1), out->points + 40 * i, 40) >= 0)
            return false;
    }
    return true;
}

static bool read_evidence(ac_rd *rd, bool is_statement, unsigned max, ac_evidence *out)
{
    ac_wire_change c;
    uint32_t words;

    out->is_statement = is_statement;
    if (is_statement) {
        size_t n = ac_rd_u16(rd);
        out->bytes = (ac_rd){ ac_rd_take(rd, n), n, false };
        return !rd->bad && n > 0;
    }
    out->n = (uint8_t)ac_rd_u8(rd);
    if (rd->bad || out->n > max)
        return false;
    out->bytes = *rd;
    for (unsigned i = 0; i < out->n; i++)
        if (!read_signed(rd, &c, &words))
            return false;
    out->bytes.left -= rd->left;
    return true;
}

static bool read_body(ac_rd *rd, ac_id *id, ac_wire_change *out)
{
    const uint8_t *p = ac_rd_take(rd, 32);

    *out = (ac_wire_change){ .words_state = (uint8_t)ac_rd_u8(rd) };
    if (rd->bad || out->words_state < AC_WORDS_HERE || out->words_state > AC_WORDS_NOT_HELD)
        return false;
    *id = ac_id_of(p);
    if (out->words_state == AC_WORDS_HERE) {
        uint32_t n = ac_rd_u32(rd);
        if (n == 0 || n > AC_WORDS_MAX)
            return false;
        out->words_n = AC_SALT_BYTES + n;
        out->words = ac_rd_take(rd, out->words_n);
    }
    return !rd->bad;
}

/* --- whole frames --- */

static bool has_slot(unsigned type)
{
    return type == AC_F_LIST || type == AC_F_WANT || type == AC_F_CHANGES || type == AC_F_END || type == AC_F_FINAL ||
           type == AC_F_BODIES || type == AC_F_BODY || type == AC_F_APPLY;
}

static bool slot_fits(unsigned type, unsigned slot)
{
    if (type == AC_F_FAULT || type == AC_F_NOTICE)
        return slot < AC_SESSION_SLOTS_MAX || slot == AC_NO_SLOT;
    return has_slot(type) ? slot < AC_SESSION_SLOTS_MAX : slot == AC_NO_SLOT;
}

static bool flags_fit(unsigned type, unsigned flags)
{
    unsigned known = type == AC_F_HELLO     ? AC_FLAG_GUEST | AC_FLAG_STATEMENT
                     : type == AC_F_WELCOME ? AC_FLAG_STATEMENT
                     : type == AC_F_CHANGES ? AC_FLAG_LAST
                                            : 0;

    return (flags & ~known) == 0;
}

static bool frame_max_fits(uint32_t n)
{
    return n >= AC_FRAME_MAX_LEAST && n <= AC_FRAME_MAX;
}

static bool decode_hello(ac_frame *out, ac_rd *rd, size_t n)
{
    out->proto_min = (uint8_t)ac_rd_u8(rd);
    out->proto_max = (uint8_t)ac_rd_u8(rd);
    out->frame_max = ac_rd_u32(rd);
    out->nonce = ac_rd_take(rd, 32);
    out->device = ac_rd_take(rd, 32);
    if (n > AC_HELLO_MAX || !read_evidence(rd, (out->flags & AC_FLAG_STATEMENT) != 0, AC_EVIDENCE_MAX, &out->evidence))
        return false;
    if (out->flags & AC_FLAG_GUEST) {
        if (out->evidence.is_statement || out->evidence.n > 0)
            return false; /* a guest has its invitation alone */
        out->invitation = ac_rd_take(rd, 32);
        out->invitation_sig = ac_rd_take(rd, 64);
    }
    return out->proto_min >= 1 && out->proto_min <= out->proto_max && frame_max_fits(out->frame_max);
}

static bool decode_welcome(ac_frame *out, ac_rd *rd, size_t n)
{
    out->proto_min = out->proto_max = (uint8_t)ac_rd_u8(rd);
    out->frame_max = ac_rd_u32(rd);
    out->nonce = ac_rd_take(rd, 32);
    out->device = ac_rd_take(rd, 32);
    if (!read_evidence(rd, (out->flags & AC_FLAG_STATEMENT) != 0, AC_EVIDENCE_MAX, &out->evidence))
        return false;
    out->before_signature = n - rd->left;
    out->signature = ac_rd_take(rd, 64);
    return out->proto_min >= 1 && frame_max_fits(out->frame_max);
}

static bool decode_lists(ac_frame *out, ac_rd *rd)
{
    ac_summary summary;
    ac_feed_points feed, last = { 0 };
    const uint8_t *p;
    unsigned answer;

    if (out->type == AC_F_AUTH)
        out->signature = ac_rd_take(rd, 64);
    if (out->type == AC_F_LIST || out->type == AC_F_WANT) {
        unsigned more = ac_rd_u8(rd);
        out->more = more == 1;
        if (more > 1)
            return false;
    }
    out->rest = *rd;
    for (; !rd->bad && rd->left > 0; out->count++)
        switch (out->type) {
        case AC_F_AUTH:
            ac_rd_take(rd, 16);
            if (!read_summary(rd, &summary) || out->count == AC_SESSION_SLOTS_MAX)
                return false;
            break;
        case AC_F_SUMMARY:
            if (ac_rd_u16(rd) >= AC_SESSION_SLOTS_MAX)
                return false;
            answer = ac_rd_u8(rd);
            if (answer < AC_SPACE_SAME || answer > AC_SPACE_PROVISIONAL || !read_summary(rd, &summary) ||
                out->count == AC_SESSION_SLOTS_MAX)
                return false;
            break;
        default: /* LIST and WANT */
            p = rd->p;
            if (!read_feed(rd, &feed) || (feed.n == 0 && out->type == AC_F_LIST) ||
                (out->count > 0 && memcmp(last.author.b, p, 32) >= 0))
                return false;
            last = feed;
        }
    return true;
}

static bool decode_changes(ac_frame *out, ac_rd *rd)
{
    ac_wire_change c;

    out->no = ac_rd_u32(rd);
    out->rest = *rd;
    for (; !rd->bad && rd->left > 0; out->count++)
        if (out->count == AC_CHANGES_MAX || !read_change(rd, &c))
            return false;
    return out->no != 0 && (out->count > 0 || (out->flags & AC_FLAG_LAST));
}

static bool decode_bodies(ac_frame *out, ac_rd *rd)
{
    ac_id id = { { 0 } }, last = { { 0 } };
    ac_wire_change c;

    out->rest = *rd;
    for (; !rd->bad && rd->left > 0; out->count++) {
        const uint8_t *p = rd->p;
        if (out->count == AC_BODIES_MAX)
            return false;
        if (out->type == AC_F_BODY) {
            if (!read_body(rd, &id, &c))
                return false;
        } else if (ac_rd_take(rd, 32) == NULL) {
            return false;
        }
        if (out->count > 0 && memcmp(last.b, p, 32) >= 0)
            return false;
        last = ac_id_of(p);
    }
    return out->count > 0;
}

static void decode_final(ac_frame *out, ac_rd *rd)
{
    const uint8_t *p = ac_rd_take(rd, AC_FINAL_BODY);

    if (p == NULL)
        return;
    out->final.digest = ac_digest_of(p);
    out->final.count = ac_be64(p + 32);
    out->final.missing = ac_be32(p + 40);
    out->final.of_missing = ac_digest_of(p + 44);
    out->final.of_members = ac_digest_of(p + 76);
    memcpy(out->final.signature, p + AC_FINAL_SIGNED, 64);
}

static bool decode_body(ac_frame *out, ac_rd *rd, size_t n)
{
    const uint8_t *p;

    switch ((ac_frame_type)out->type) {
    case AC_F_HELLO: return decode_hello(out, rd, n);
    case AC_F_WELCOME: return decode_welcome(out, rd, n);
    case AC_F_AUTH:
    case AC_F_SUMMARY:
    case AC_F_LIST:
    case AC_F_WANT: return decode_lists(out, rd);
    case AC_F_CHANGES: return decode_changes(out, rd);
    case AC_F_BODIES:
    case AC_F_BODY: return decode_bodies(out, rd);
    case AC_F_CREDIT: out->total = ac_rd_u64(rd); return true;
    case AC_F_SAVED: out->no = ac_rd_u32(rd); return out->no != 0;
    case AC_F_END: out->no = ac_rd_u32(rd); return true;
    case AC_F_FINAL: decode_final(out, rd); return true;
    case AC_F_FAULT:
        out->code = (uint8_t)ac_rd_u8(rd);
        out->no = ac_rd_u32(rd);
        out->index = (uint16_t)ac_rd_u16(rd);
        p = ac_rd_take(rd, 32);
        if (p != NULL)
            out->id = ac_id_of(p);
        return out->code != 0;
    case AC_F_NOTICE:
        out->code = (uint8_t)ac_rd_u8(rd);
        if (out->code == 0 || !read_evidence(rd, false, 255, &out->evidence))
            return false;
        out->rest = *rd;
        out->count = rd->left / 32;
        return ac_rd_take(rd, 32 * out->count) != NULL;
    case AC_F_BYE: out->code = (uint8_t)ac_rd_u8(rd); return true;
    case AC_F_APPLY:
        out->rest = *rd;
        out->count = rd->left;
        return out->count > 0 && out->count <= AC_APPLY_MAX && ac_rd_take(rd, out->count) != NULL;
    case AC_F_COUNT: break;
    }
    return false;
}

bool ac_frame_decode(ac_frame *out, const uint8_t *bytes, size_t n)
{
    ac_rd rd = { bytes, n, false };

    *out = (ac_frame){ 0 };
    if (n < AC_FRAME_HEAD || n > AC_FRAME_MAX)
        return false;
    out->type = (uint8_t)ac_rd_u8(&rd);
    out->flags = (uint8_t)ac_rd_u8(&rd);
    out->slot = (uint16_t)ac_rd_u16(&rd);
    if (out->type == 0 || out->type >= AC_F_COUNT || !flags_fit(out->type, out->flags) || !slot_fits(out->type, out->slot))
        return false;
    return decode_body(out, &rd, n) && !rd.bad && rd.left == 0;
}

/* --- walking what was decoded --- */

bool ac_auth_next(ac_frame *f, const uint8_t **out_tag, ac_summary *out)
{
    if (f->rest.left == 0)
        return false;
    *out_tag = ac_rd_take(&f->rest, 16);
    return read_summary(&f->rest, out);
}

bool ac_summary_next(ac_frame *f, uint16_t *out_slot, uint8_t *out_state, ac_summary *out)
{
    if (f->rest.left == 0)
        return false;
    *out_slot = (uint16_t)ac_rd_u16(&f->rest);
    *out_state = (uint8_t)ac_rd_u8(&f->rest);
    return read_summary(&f->rest, out);
}

bool ac_feed_next(ac_frame *f, ac_feed_points *out)
{
    return f->rest.left > 0 && read_feed(&f->rest, out);
}

ac_point ac_point_at(const ac_feed_points *feed, unsigned i)
{
    return (ac_point){ ac_be64(feed->points + 40 * (size_t)i), ac_id_of(feed->points + 40 * (size_t)i + 8) };
}

bool ac_change_next(ac_frame *f, ac_wire_change *out)
{
    return f->rest.left > 0 && read_change(&f->rest, out);
}

bool ac_evidence_next(ac_evidence *e, ac_wire_change *out)
{
    uint32_t words;

    return !e->is_statement && e->bytes.left > 0 && read_signed(&e->bytes, out, &words);
}

bool ac_id_next(ac_frame *f, ac_id *out)
{
    const uint8_t *p = f->rest.left > 0 ? ac_rd_take(&f->rest, 32) : NULL;

    if (p != NULL)
        *out = ac_id_of(p);
    return p != NULL;
}

bool ac_body_next(ac_frame *f, ac_id *out, ac_wire_change *words)
{
    return f->rest.left > 0 && read_body(&f->rest, out, words);
}

/* --- writing --- */

void ac_put_frame(ac_buf *out, unsigned type, unsigned flags, unsigned slot)
{
    ac_buf_u8(out, type);
    ac_buf_u8(out, flags);
    ac_buf_u16(out, slot);
}

void ac_put_hello(ac_buf *out, const ac_hello *hello)
{
    ac_put_frame(out, AC_F_HELLO, hello->invitation != NULL ? AC_FLAG_GUEST : 0, AC_NO_SLOT);
    ac_buf_u8(out, AC_PROTOCOL);
    ac_buf_u8(out, AC_PROTOCOL);
    ac_buf_u32(out, AC_FRAME_MAX);
    ac_buf_put(out, hello->nonce, 32);
    ac_buf_put(out, hello->device.b, 32);
    ac_buf_u8(out, 0); /* evidence: the lanes of this version meet devices that the other side knows */
    if (hello->invitation != NULL) {
        ac_buf_put(out, hello->invitation, 32);
        ac_buf_put(out, hello->invitation_sig, 64);
    }
}

void ac_put_welcome(ac_buf *out, const uint8_t nonce[32], const ac_device *device)
{
    ac_put_frame(out, AC_F_WELCOME, 0, AC_NO_SLOT);
    ac_buf_u8(out, AC_PROTOCOL);
    ac_buf_u32(out, AC_FRAME_MAX);
    ac_buf_put(out, nonce, 32);
    ac_buf_put(out, device->b, 32);
    ac_buf_u8(out, 0);
}

void ac_put_summary(ac_buf *out, const ac_summary *s)
{
    ac_buf_put(out, s->digest.b, 32);
    ac_buf_u64(out, s->count);
    ac_buf_u32(out, s->missing);
    ac_buf_u16(out, s->npaused);
    if (s->npaused > 0)
        ac_buf_put(out, s->paused, 32 * (size_t)s->npaused);
}

void ac_put_point(ac_buf *out, uint64_t seq, const ac_id *id)
{
    ac_buf_u64(out, seq);
    ac_buf_put(out, id->b, 32);
}

void ac_put_change(ac_buf *out, const uint8_t *header, size_t header_n, const uint8_t signature[64], unsigned words_state,
                   const uint8_t *words, size_t words_n)
{
    ac_buf_u16(out, (unsigned)header_n);
    ac_buf_put(out, header, header_n);
    ac_buf_put(out, signature, AC_SIG_BYTES);
    ac_buf_u8(out, words_state);
    if (words_state == AC_WORDS_HERE)
        ac_buf_put(out, words, words_n);
}

void ac_put_final(ac_buf *out, const ac_final *final)
{
    ac_buf_put(out, final->digest.b, 32);
    ac_buf_u64(out, final->count);
    ac_buf_u32(out, final->missing);
    ac_buf_put(out, final->of_missing.b, 32);
    ac_buf_put(out, final->of_members.b, 32);
}

void ac_put_fault(ac_buf *out, unsigned slot, unsigned code, uint32_t no, unsigned index, const ac_id *id)
{
    static const ac_id none;

    ac_put_frame(out, AC_F_FAULT, 0, slot);
    ac_buf_u8(out, code);
    ac_buf_u32(out, no);
    ac_buf_u16(out, index);
    ac_buf_put(out, id != NULL ? id->b : none.b, 32);
}
