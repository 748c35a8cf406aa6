/* desks.h - whole notebooks in temporary directories, and sessions between them through memory. */
#ifndef AC_TEST_DESKS_H
#define AC_TEST_DESKS_H

#include "core/entering.h"
#include "core/notebook.h"
#include "sync/exchange.h"

typedef struct {
    char dir[64], state[64];
    ac_world world;
    ac_notebook *nb;
    int space; /* of the shared partnership; -1: none yet */
} desk;

/* A new organisation with an open key. Fails the test when it does not work. */
void desk_new(desk *d, const char *code, uint64_t seed);
void desk_new_named(desk *d, const char *code, const char *name, const char *label, uint64_t seed);
/* A further laptop: keys and nothing else. */
void desk_new_laptop(desk *d, const char *label, uint64_t seed);
void desk_open(desk *d);   /* again, after desk_shut */
void desk_shut(desk *d);
void desk_free(desk *d);   /* and removes its directories */
void desk_copy(desk *to, const desk *from); /* the same notebook once more, mark and all */
void desk_save(const desk *d, const char *name);    /* notebook.db as it is now, kept aside */
void desk_restore(desk *d, const char *name);       /* and put back: shut before, opened after */
void desk_lose_mark(desk *d);

/* Start a partnership at `a`; each other joins through an exchange in memory. */
void desks_partners(desk *a, desk **others, size_t n);
ac_space desk_space(desk *d);
void desk_find_space(desk *d, const ac_space *id); /* d->space becomes its number, where it is here */
/* Write n notes ("progress of everyday life"). */
void desk_notes(desk *d, int n);
/* propose from d to the other member with this code; returns its id. */
ac_id desk_offer(desk *d, const char *to);
void desk_digest(desk *d, ac_digest *out);
int64_t desk_count(desk *d);
/* A note with this text (and the title, where given); in the own space when space is not the partnership. */
ac_id desk_note(desk *d, int space, const char *text);
ac_held desk_held(desk *d, ac_id id);       /* n 0: not here */
int desk_own_space(desk *d);
bool desk_may_write(desk *d);
bool desks_are_same(desk *a, desk *b); /* one history in the partnership */
/* How many changes this device wrote at this seq, as d holds them. */
size_t desk_at(desk *d, const ac_device *device, uint64_t seq);
uint64_t desk_newest_seq(desk *d, const ac_device *device); /* 0: none */
/* No device wrote two different changes at one seq, as d holds them. */
bool desk_has_no_fork(desk *d);

/* --- a session in memory --- */
typedef struct {
    ac_exchange *client, *server;
    int64_t now_ms;
    size_t frames[2];        /* passed so far: from the client, from the server */
    size_t bytes[2];
    size_t cut_after;        /* frames in all after which the line is cut; 0: never */
    /* Called for each frame on its way; false: lost with the connection. It may change the frame; emptied,
     * the frame alone is lost. */
    bool (*each)(void *ctx, bool from_client, ac_buf *frame);
    void *ctx;
    bool by_turns;           /* one frame each, so that both directions are busy at once */
    size_t lag;              /* frames that stay under way before they arrive */
} wire_line;

void line_open(wire_line *line, desk *client, desk *server, const ac_exchange_config *guest);
void line_run(wire_line *line); /* to the end */
void line_close(wire_line *line);
/* Open, run, close; true when both ended well and said "the same". */
bool desks_sync(desk *client, desk *server);
bool line_is_same(const wire_line *line);

/* Frames that passed, kept: set line.each = tap_each, line.ctx = &tap. */
typedef struct {
    struct tapped {
        bool from_client;
        ac_buf bytes;
    } *list;
    size_t n, cap;
} line_tap;
bool tap_each(void *ctx, bool from_client, ac_buf *frame);
void tap_free(line_tap *tap);
/* The nth (from 0) of this type from this side; NULL: there is none. */
const ac_buf *tap_find(const line_tap *tap, bool from_client, unsigned type, size_t nth);
size_t tap_count(const line_tap *tap, bool from_client, unsigned type);
/* Do these bytes stand in any frame from this side? */
bool tap_has(const line_tap *tap, bool from_client, const void *bytes, size_t n);

#endif
