/* tool_members.c - random histories of who belongs: written with real keys, judged, and told line by line.
 *
 * Usage: tool_members SEED HISTORIES. For each, in a random order of arrival:
 *   history SEED / change HEADER SIGNATURE taken|refused / aside ID WHY / contested ID /
 *   org JOIN stands|fallen member|out / device JOIN KEY / end
 * Each is read twice, in the order written and in that of the lines; "order" lines say where the two differ. */
#include "core/kind.h"
#include "tests/support/graph.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHANGES_MAX 90

static uint64_t chance;

static int below(int n)
{
    uint64_t z = chance += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (int)((z ^ (z >> 31)) % (uint64_t)n);
}

typedef struct {
    graph *g;
    reader *r;
    bool is_lost[GRAPH_MAX]; /* refused: nobody rests on it */
} play;

/* --- what somebody may pick --- */

static int pick_change(const play *p, int device, uint16_t kind, int org)
{
    int found = -1, seen = 0;

    for (int i = 0; i < p->g->n; i++)
        if (!p->is_lost[i] && p->g->c[i].kind == kind && graph_has(&p->g->devices[device].seen, i) &&
            (org < 0 || p->g->devices[p->g->c[i].device].org == org) && below(++seen) == 0)
            found = i;
    return found;
}

static int pick_device(const play *p, int org)
{
    int found = -1, seen = 0;

    for (int d = 0; d < p->g->ndevices; d++)
        if ((org < 0 || p->g->devices[d].org == org) && below(++seen) == 0)
            found = d;
    return found;
}

/* Statements of the organisation that this device has seen and no other it has seen follows. */
static int rosters_seen(const play *p, int device, int *out)
{
    const graph *g = p->g;
    int n = 0, org = g->devices[device].org;

    for (int i = 0; i < g->n; i++) {
        bool in_force = graph_has(&g->devices[device].seen, i) && g->c[i].org == org && !p->is_lost[i];
        for (int k = 0; in_force && k < g->n; k++)
            for (int f = 0; g->c[k].kind == AC_KIND_ROSTER && !p->is_lost[k] && f < g->c[k].ncites; f++)
                in_force = in_force && !(graph_has(&g->devices[device].seen, k) && g->c[k].cites[f] == i);
        if (in_force && n < 8)
            out[n++] = i;
    }
    return n;
}

static int write_roster(play *p, int by)
{
    graph_line lines[GRAPH_LINES];
    int follows[8], n = 0, nfollows = rosters_seen(p, by, follows), org = p->g->devices[by].org;

    if (nfollows == 0)
        return -1;
    for (int d = 0; d < p->g->ndevices && n < GRAPH_LINES; d++) {
        const graph_device *dev = &p->g->devices[d];
        int last = dev->newest;
        if (dev->org != org || (d != by && below(4) == 0))
            continue;
        while (last >= 0 && below(3) > 0 && p->g->c[last].prev >= 0)
            last = p->g->c[last].prev; /* whether the statement knew it or not */
        lines[n++] = (graph_line){ d, d == by || below(3) > 0 ? GRAPH_GOES_ON : last >= 0 ? last : GRAPH_NOTHING };
    }
    return below(6) == 0 ? graph_roster_new_root(p->g, by, lines, n, follows, nfollows)
                         : graph_roster(p->g, by, lines, n, follows, nfollows);
}

static int write_unadmit(play *p, int by)
{
    int first = pick_change(p, by, AC_KIND_ADMIT, below(8) > 0 ? p->g->devices[by].org : -1), list[8], n = 0;

    for (int i = 0; first >= 0 && i < p->g->n && n < 8; i++)
        if (p->g->c[i].kind == AC_KIND_ADMIT && !p->is_lost[i] && p->g->c[i].cites[0] == p->g->c[first].cites[0] &&
            graph_has(&p->g->devices[by].seen, i) &&
            p->g->devices[p->g->c[i].device].org == p->g->devices[p->g->c[first].device].org && (i == first || below(4) > 0))
            list[n++] = i;
    return n > 0 ? graph_unadmit(p->g, by, list, n) : -1;
}

static int write_ratify(play *p, int by)
{
    int list[2], n = 0;

    for (int k = 0; k < 2; k++) {
        int c = pick_change(p, by, below(2) ? AC_KIND_NOTE : AC_KIND_ACK, below(8) > 0 ? p->g->devices[by].org : -1);
        if (c >= 0 && (n == 0 || list[0] != c))
            list[n++] = c;
    }
    return n > 0 ? graph_ratify(p->g, by, list, n) : -1;
}

static int write_propose(play *p, int by)
{
    int own = -1, other = -1, cites[2];
    const graph *g = p->g;

    for (int i = 0; i < g->n; i++)
        if ((g->c[i].kind == AC_KIND_JOIN || g->c[i].kind == AC_KIND_FOUND) && !p->is_lost[i] &&
            graph_has(&g->devices[by].seen, i)) {
            if (g->c[i].org == g->devices[by].org)
                own = i;
            else if (other < 0 || below(2) == 0)
                other = i;
        }
    if (own < 0 || other < 0)
        return -1;
    cites[0] = own;
    cites[1] = other;
    return graph_put(p->g, by, AC_KIND_PROPOSE, cites, 2, NULL, NULL, 0);
}

static int write_note(play *p, int by)
{
    ac_json *facts = ac_json_object();

    ac_json_set_str(facts, "type", "journal");
    return graph_put(p->g, by, AC_KIND_NOTE, NULL, 0, facts, NULL, 0);
}

/* One more change; -1: there was nothing to write. */
static int write_some(play *p, int by)
{
    graph *g = p->g;
    int c, org = g->devices[by].org;

    switch (below(26)) {
    case 0:
        return g->norgs < 6 ? graph_invite(g, by, below(4) == 0 ? "observer" : "partner") : -1;
    case 1:
    case 2: /* somebody new joins on an invitation it was given */
        c = pick_change(p, by, AC_KIND_INVITE, -1);
        if (c < 0 || g->norgs >= 6)
            return -1;
        {
            char code[8];
            int d;
            snprintf(code, sizeof code, "ORG%c", 'A' + g->norgs);
            d = graph_device_new(g, graph_org_new(g, code), "1", true);
            if (below(2))
                graph_device_new(g, g->devices[d].org, "2", true);
            return graph_join(g, d, c);
        }
    case 3:
    case 4:
    case 5: { /* joins lie apart: anybody may have been given them */
        int join = -1, seen = 0;
        for (int i = 0; i < g->n; i++)
            if (g->c[i].kind == AC_KIND_JOIN && !p->is_lost[i] && below(++seen) == 0)
                join = i;
        return join >= 0 ? graph_admit(g, by, join) : -1;
    }
    case 6:
        return write_unadmit(p, by);
    case 7:
        return below(3) == 0 ? graph_leave(g, by) : -1;
    case 8:
    case 9:
        if (g->ndevices >= 16)
            return -1;
        c = below(3) == 0 ? pick_device(p, org) : graph_device_new(g, org, "2a", false);
        snprintf(g->devices[c].n, sizeof g->devices[c].n, "%d%c", 2 + below(2), 'a' + below(4)); /* once so, once so */
        return graph_certify(g, by, c);
    case 10:
        c = pick_device(p, below(8) > 0 ? org : -1);
        return graph_revoke(g, by, c);
    case 11:
        return write_roster(p, by);
    case 12:
        return write_ratify(p, by);
    case 13:
    case 14:
        return write_propose(p, by);
    case 15:
    case 16:
    case 17:
        return write_note(p, by);
    default:
        return graph_act(g, by, AC_KIND_ACK);
    }
}

/* --- playing --- */

/* A restored backup may have seen its own lost changes: they are no past of it. */
static bool rests_on_its_cites(const graph *g, int i)
{
    for (int k = 0; k < g->c[i].ncites; k++)
        if (!graph_has(&g->c[i].past, g->c[i].cites[k]))
            return false;
    return true;
}

static void play_on(play *p)
{
    graph *g = p->g;

    if (!reader_take(p->r, 0))
        abort();
    for (int step = 0; step < 260 && g->n < CHANGES_MAX; step++) {
        int by = pick_device(p, -1), i;
        graph_device *was = malloc(GRAPH_DEVICES * sizeof *was);
        graph_org *orgs = malloc(GRAPH_ORGS * sizeof *orgs);
        int ndevices = g->ndevices, norgs = g->norgs, n = g->n;
        if (was == NULL || orgs == NULL)
            abort();
        memcpy(was, g->devices, sizeof g->devices);
        memcpy(orgs, g->orgs, sizeof g->orgs);
        switch (below(9)) {
        case 0:
        case 1:
        case 2:
        case 3:
        case 4:
            graph_meet(g, by, pick_device(p, -1));
            break;
        case 5:
            if (below(6) == 0 && g->devices[by].newest >= 0 && g->c[g->devices[by].newest].prev >= 0)
                graph_rewind(g, by, g->c[g->devices[by].newest].prev);
            break;
        default:
            i = write_some(p, by);
            if (i < 0 || (rests_on_its_cites(g, i) && reader_take(p->r, i)))
                break;
            if (rests_on_its_cites(g, i) && below(8) == 0) {
                p->is_lost[i] = true; /* stays for others to refuse; its writer goes on from before */
                memcpy(g->devices, was, (size_t)ndevices * sizeof *was);
                memcpy(g->orgs, orgs, (size_t)norgs * sizeof *orgs);
                break;
            }
            while (g->n > n)
                ac_buf_free(&g->c[--g->n].header);
            memcpy(g->devices, was, sizeof g->devices);
            memcpy(g->orgs, orgs, sizeof g->orgs);
            g->ndevices = ndevices;
            g->norgs = norgs;
            break;
        }
        free(was);
        free(orgs);
    }
}

/* --- telling --- */

static void put_hex(const void *bytes, size_t n)
{
    const uint8_t *p = bytes;

    for (size_t i = 0; i < n; i++)
        printf("%02x", p[i]);
}

static ac_counting count(const play *p, reader *r, int change)
{
    const graph_change *c = &p->g->c[change];
    ac_held held = reader_held(r, change);
    ac_counting out;
    int parties[AC_CITES_MAX], n = -1;

    for (int k = 0; c->kind == AC_KIND_PROPOSE && k < c->ncites; k++) {
        n = n < 0 ? 0 : n;
        parties[n++] = ac_members_org_of_join(r->members, &p->g->c[c->cites[k]].id);
    }
    if (ac_members_counted(r->members, &held, &p->g->devices[c->device].key, parties, n, &out, NULL) != AC_OK)
        abort();
    return out;
}

/* What a device is called hangs on no order either. */
static void same_names(reader *r, reader *other)
{
    const ac_state *a = reader_state(r), *b = reader_state(other);

    for (int o = 0; o < a->norgs; o++) {
        int at = ac_members_org_of_join(other->members, &ac_members_org(r->members, o)->join);
        for (int d = 0; d < a->orgs[o].ndevices; d++) {
            const ac_state_device *x = &a->orgs[o].devices[d], *y = NULL;
            for (int k = 0; at >= 0 && k < b->orgs[at].ndevices; k++)
                if (ac_device_eq(b->orgs[at].devices[k].key, x->key))
                    y = &b->orgs[at].devices[k];
            if (y == NULL || strcmp(x->n, y->n) != 0 || strcmp(x->label, y->label) != 0 || x->goes_on != y->goes_on ||
                x->is_stopped != y->is_stopped)
                printf("order device %s\n", x->n);
        }
    }
}

static void tell_answers(const play *p, reader *r)
{
    const ac_state *s = reader_state(r);

    for (int i = 0; i < p->g->n; i++) {
        ac_counting a, b;
        if (!r->is_held[i])
            continue;
        a = count(p, r, i);
        if (a.is_good)
            continue;
        if (!a.is_met || a.is_contested) {
            fputs(a.is_met ? "contested " : "aside ", stdout);
            put_hex(p->g->c[i].id.b, 32);
            printf("%s%s\n", a.is_met ? "" : " ", a.is_met ? "" : a.why);
        }
        b = count(p, p->r, i);
        if (a.is_met != b.is_met || a.is_contested != b.is_contested || strcmp(a.why, b.why) != 0)
            printf("order change %d\n", i);
    }
    same_names(r, p->r);
    for (int o = 0; o < s->norgs; o++) {
        printf("org ");
        put_hex(ac_members_org(r->members, o)->join.b, 32);
        printf(" %s %s\n", s->orgs[o].is_standing ? "stands" : "fallen", s->orgs[o].is_member ? "member" : "out");
        for (int d = 0; d < s->orgs[o].ndevices; d++)
            if (s->orgs[o].devices[d].goes_on) {
                printf("device ");
                put_hex(ac_members_org(r->members, o)->join.b, 32);
                putchar(' ');
                put_hex(s->orgs[o].devices[d].key.b, 32);
                putchar('\n');
            }
    }
}

static void one_history(uint64_t seed)
{
    play p = { .g = graph_new() };
    reader *other;
    uint64_t done[GRAPH_MAX / 64] = { 0 };
    int one;

    chance = seed;
    one = graph_device_new(p.g, graph_org_new(p.g, "CITY"), "1", true);
    graph_device_new(p.g, 0, "2", true);
    graph_found(p.g, one);
    p.r = reader_open(p.g);
    play_on(&p);
    other = reader_open(p.g);
    printf("history %" PRIu64 "\n", seed);
    for (int k = 0; k < p.g->n; k++) {
        int pick = -1, seen = 0;
        bool taken;
        for (int i = 0; i < p.g->n; i++) {
            bool ready = !(done[i / 64] >> (i % 64) & 1);
            for (int w = 0; ready && w < GRAPH_MAX / 64; w++)
                ready = (p.g->c[i].past.w[w] & ~done[w]) == 0;
            if (ready && below(++seen) == 0)
                pick = i;
        }
        done[pick / 64] |= UINT64_C(1) << (pick % 64);
        taken = reader_take(other, pick);
        printf("change ");
        put_hex(p.g->c[pick].header.p, p.g->c[pick].header.len);
        putchar(' ');
        put_hex(p.g->c[pick].signature, 64);
        printf(" %s\n", taken ? "taken" : "refused");
        if (taken != p.r->is_held[pick])
            printf("order admission %d\n", pick);
    }
    tell_answers(&p, other);
    printf("end\n");
    fflush(stdout);
    reader_close(other);
    reader_close(p.r);
    graph_free(p.g);
}

int main(int argc, char **argv)
{
    uint64_t seed = argc > 1 ? strtoull(argv[1], NULL, 10) : 1, n = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;

    for (uint64_t i = 0; i < n; i++)
        one_history(seed + i);
    return 0;
}
