/* standing.c - state(S) of DESIGN 6: statements in force, stops, devices, leaves, who stands. */
#include "core/members_in.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void ac_state_free(ac_state *s)
{
    if (s == NULL)
        return;
    for (int o = 0; o < s->norgs; o++) {
        free(s->orgs[o].rosters);
        free(s->orgs[o].stops);
        free(s->orgs[o].leaves);
        free(s->orgs[o].devices);
    }
    free(s->orgs);
    free(s);
}

size_t ac_state_bytes(const ac_state *s)
{
    size_t n = sizeof *s + (size_t)s->norgs * sizeof *s->orgs;

    for (int o = 0; o < s->norgs; o++)
        n += (size_t)s->orgs[o].ndevices * sizeof *s->orgs[o].devices +
             (size_t)(s->orgs[o].nrosters + s->orgs[o].nstops + s->orgs[o].nleaves) * sizeof(int);
    return n;
}

const ac_stated_device *ac_gov_lists(const gov *r, const ac_device *device)
{
    for (size_t i = 0; i < r->statement.ndevices; i++)
        if (ac_device_eq(r->statement.devices[i].key, *device))
            return &r->statement.devices[i];
    return NULL;
}

bool ac_firm(ac_members *m, const ac_state_org *org, const ac_held *c, const ac_device *device)
{
    for (int i = 0; i < org->nrosters; i++) {
        const gov *r = &m->gov[org->rosters[i]];
        const ac_stated_device *line;
        ac_n last;
        ac_held last_held;
        if (r->held.n == c->n || ac_set_has(m, c->set, org->rosters[i]))
            continue;
        line = ac_gov_lists(r, device);
        if (line == NULL)
            return false;
        if (!line->has_last)
            continue;
        last = r->lasts[line - r->statement.devices];
        if (last == 0 || ac_history_get(m->history, last, &last_held, NULL) != AC_OK ||
            !ac_history_reaches(m->history, c, &last_held))
            return false;
    }
    return true;
}

static bool push(int **list, int *n, int v)
{
    int *more = realloc(*list, ((size_t)*n + 1) * sizeof *more);

    if (more == NULL)
        return false;
    more[(*n)++] = v;
    *list = more;
    return true;
}

/* Statements that no other follows, ascending by id: the same order on every notebook. */
static bool find_rosters(const ac_members *m, int set, ac_state *s, bool *followed)
{
    for (int g = 0; g < m->ngov; g++)
        if (m->gov[g].held.kind == AC_KIND_ROSTER && ac_set_has(m, set, g))
            for (int i = 0; i < m->gov[g].ncites; i++)
                if (m->gov[g].cites[i] >= 0)
                    followed[m->gov[g].cites[i]] = true;
    for (int g = 0; g < m->ngov; g++) {
        ac_state_org *org;
        int i;
        if (followed[g] || !ac_is_statement(m->gov[g].held.kind) || !ac_set_has(m, set, g))
            continue;
        org = &s->orgs[m->gov[g].held.org];
        if (!push(&org->rosters, &org->nrosters, g))
            return false;
        for (i = org->nrosters - 1; i > 0 && ac_id_cmp(m->gov[org->rosters[i - 1]].held.id, m->gov[g].held.id) > 0; i--)
            org->rosters[i] = org->rosters[i - 1];
        org->rosters[i] = g;
    }
    return true;
}

static bool knows_all_rosters(const ac_members *m, const ac_state_org *org, int g)
{
    for (int i = 0; i < org->nrosters; i++)
        if (!ac_set_has(m, m->gov[g].held.set, org->rosters[i]))
            return false;
    return true;
}

static ac_state_device *device_room(ac_state_org *org, const ac_device *key)
{
    ac_state_device *more;

    for (int i = 0; i < org->ndevices; i++)
        if (ac_device_eq(org->devices[i].key, *key))
            return &org->devices[i];
    more = realloc(org->devices, ((size_t)org->ndevices + 1) * sizeof *more);
    if (more == NULL)
        return NULL;
    org->devices = more;
    more += org->ndevices++;
    *more = (ac_state_device){ .key = *key, .by = -1 };
    return more;
}

static void device_describe(ac_state_device *dev, const gov *by, int g, const ac_stated_device *line)
{
    dev->by = g;
    dev->transport = line != NULL ? line->transport : by->transport;
    snprintf(dev->n, sizeof dev->n, "%s", line != NULL ? line->n : by->n);
    snprintf(dev->label, sizeof dev->label, "%s", line != NULL ? line->label : by->label);
}

/* Which line of two speaks for a device: a statement in force before a certificate before a statement that
 * was replaced; of two certificates the earlier one; else the smaller id. */
static int rank(const gov *by, bool is_followed)
{
    return by->held.kind == AC_KIND_CERTIFY ? 1 : is_followed ? 2 : 0;
}

static bool speaks_first(const ac_members *m, int g, int other, const bool *followed)
{
    const gov *a = &m->gov[g], *b = &m->gov[other];
    int x = rank(a, followed[g]), y = rank(b, followed[other]);

    if (x != y)
        return x < y;
    if (x == 1 && ac_set_has(m, a->held.set, other))
        return false;
    if (x == 1 && ac_set_has(m, b->held.set, g))
        return true;
    return ac_id_cmp(a->held.id, b->held.id) < 0;
}

/* A certificate with an earlier one of the same device in its past has nothing to say about its name. */
static bool is_repeated(const ac_members *m, int g)
{
    for (int f = 0; f < g; f++)
        if (m->gov[f].held.kind == AC_KIND_CERTIFY && ac_set_has(m, m->gov[g].held.set, f) &&
            m->gov[f].held.org == m->gov[g].held.org && ac_device_eq(m->gov[f].key, m->gov[g].key))
            return true;
    return false;
}

static bool name_device(const ac_members *m, ac_state_org *org, int g, const ac_stated_device *line, const bool *followed)
{
    const gov *by = &m->gov[g];
    ac_state_device *dev = device_room(org, line != NULL ? &line->key : &by->key);

    if (dev == NULL)
        return false;
    if (dev->by >= 0 && line == NULL && is_repeated(m, g))
        return true;
    if (dev->by < 0 || speaks_first(m, g, dev->by, followed))
        device_describe(dev, by, g, line);
    return true;
}

static bool find_devices(ac_members *m, int set, ac_state *s, const bool *followed)
{
    for (int g = 0; g < m->ngov; g++) {
        const gov *c = &m->gov[g];
        ac_state_org *org;
        bool is_statement = ac_is_statement(c->held.kind);
        if (!ac_set_has(m, set, g) || (!is_statement && c->held.kind != AC_KIND_CERTIFY))
            continue;
        org = &s->orgs[c->held.org];
        for (size_t d = 0; is_statement && d < c->statement.ndevices; d++)
            if (!name_device(m, org, g, &c->statement.devices[d], followed))
                return false;
        if (!is_statement && !name_device(m, org, g, NULL, followed))
            return false;
    }
    for (int o = 0; o < s->norgs; o++)
        for (int d = 0; d < s->orgs[o].ndevices; d++) {
            ac_state_org *org = &s->orgs[o];
            bool all = org->nrosters > 0;
            for (int r = 0; all && r < org->nrosters; r++) {
                const ac_stated_device *line = ac_gov_lists(&m->gov[org->rosters[r]], &org->devices[d].key);
                all = line != NULL && !line->has_last;
            }
            org->devices[d].goes_on = all;
        }
    for (int g = 0; g < m->ngov; g++) /* with every statement in its past it is firm too */
        if (m->gov[g].held.kind == AC_KIND_CERTIFY && ac_set_has(m, set, g) &&
            knows_all_rosters(m, &s->orgs[m->gov[g].held.org], g))
            device_room(&s->orgs[m->gov[g].held.org], &m->gov[g].key)->goes_on = true;
    for (int o = 0; o < s->norgs; o++)
        for (int i = 0; i < s->orgs[o].nstops; i++) {
            ac_state_device *dev = device_room(&s->orgs[o], &m->gov[s->orgs[o].stops[i]].key);
            if (dev == NULL)
                return false;
            dev->goes_on = false;
            dev->is_stopped = true;
        }
    return true;
}

/* In the past of every leave of its organisation (none: yes); of one. */
static bool before_every_leave(const ac_members *m, const ac_state_org *org, int g)
{
    for (int i = 0; i < org->nleaves; i++)
        if (!ac_set_has(m, m->gov[org->leaves[i]].held.set, g))
            return false;
    return true;
}

static bool before_a_leave(const ac_members *m, const ac_state_org *org, int g)
{
    for (int i = 0; i < org->nleaves; i++)
        if (ac_set_has(m, m->gov[org->leaves[i]].held.set, g))
            return true;
    return org->nleaves == 0;
}

/* The least set: from the founder along admits that are in force. */
static void find_standing(ac_members *m, int set, ac_state *s, bool *taken_back)
{
    bool grew = true;

    for (int g = 0; g < m->ngov; g++) {
        const gov *u = &m->gov[g];
        const ac_state_org *org;
        if (!ac_set_has(m, set, g))
            continue;
        if (u->held.kind == AC_KIND_FOUND)
            s->orgs[u->held.org].is_standing = true;
        if (u->held.kind != AC_KIND_UNADMIT)
            continue;
        org = &s->orgs[u->held.org];
        if (ac_firm(m, org, &u->held, &u->author) && before_every_leave(m, org, g))
            for (int i = 0; i < u->ncites; i++)
                if (u->cites[i] >= 0)
                    taken_back[u->cites[i]] = true;
    }
    while (grew) {
        grew = false;
        for (int g = 0; g < m->ngov; g++) {
            const gov *a = &m->gov[g];
            const ac_state_org *by;
            int o;
            if (a->held.kind != AC_KIND_ADMIT || taken_back[g] || !ac_set_has(m, set, g))
                continue;
            o = m->gov[a->cites[0]].held.org;
            by = &s->orgs[a->held.org];
            if (s->orgs[o].is_standing || !by->is_standing || !before_a_leave(m, by, g) ||
                !ac_firm(m, by, &a->held, &a->author))
                continue;
            s->orgs[o].is_standing = true;
            grew = true;
        }
    }
}

ac_state *ac_state_make(ac_members *m, int set)
{
    ac_state *s = calloc(1, sizeof *s);
    bool *followed = calloc((size_t)m->ngov + 1, sizeof *followed);
    bool *taken_back = calloc((size_t)m->ngov + 1, sizeof *taken_back);
    bool good = s != NULL && followed != NULL && taken_back != NULL;

    if (good) {
        s->orgs = calloc((size_t)m->norgs + 1, sizeof *s->orgs);
        s->norgs = s->orgs != NULL ? m->norgs : 0;
        good = s->orgs != NULL && find_rosters(m, set, s, followed);
    }
    for (int g = 0; good && g < m->ngov; g++) {
        const gov *c = &m->gov[g];
        ac_state_org *org;
        if (!ac_set_has(m, set, g))
            continue;
        org = &s->orgs[c->held.org];
        if (c->held.kind == AC_KIND_REVOKE && knows_all_rosters(m, org, g))
            good = push(&org->stops, &org->nstops, g);
        else if (c->held.kind == AC_KIND_LEAVE && ac_firm(m, org, &c->held, &c->author))
            good = push(&org->leaves, &org->nleaves, g);
    }
    good = good && find_devices(m, set, s, followed);
    if (good) {
        find_standing(m, set, s, taken_back);
        for (int o = 0; o < s->norgs; o++) {
            ac_state_org *org = &s->orgs[o];
            org->has_left = org->nleaves > 0;
            org->is_member = org->is_standing && !org->has_left;
            org->is_simple = org->is_member && org->nrosters == 1 && org->nstops == 0 &&
                             m->gov[org->rosters[0]].held.kind != AC_KIND_ROSTER;
        }
    } else {
        ac_state_free(s);
        s = NULL;
    }
    free(followed);
    free(taken_back);
    return s;
}

const ac_state *ac_members_state(ac_members *m, int set)
{
    know_set *k = &m->sets[set >= 0 && set < m->nsets ? set : 0];

    if (k->state == NULL) {
        k->state = ac_state_make(m, set);
        if (k->state != NULL)
            m->states_bytes += ac_state_bytes(k->state);
    }
    return k->state;
}
