-- The view: whatever is computed from the truth. It can be dropped and rebuilt, and
-- `accord audit` does so and compares. Ids are in the truth; here are arrival numbers.

-- A record is made by one change and named by it. Types: 1 commitment, 2 note,
-- 3 what `create` makes; the founding (4) and a join (5) carry edits of their own.
CREATE TABLE record (
    n      INTEGER PRIMARY KEY,              -- the change that makes it
    space  INTEGER NOT NULL,
    type   INTEGER NOT NULL CHECK (type BETWEEN 1 AND 5),
    org    INTEGER NOT NULL,                 -- author's organisation, index in ac_members
    branch INTEGER NOT NULL,                 -- with ref: the reference CITY-1-31
    ref    INTEGER NOT NULL
) STRICT;
CREATE INDEX record_by_ref ON record (ref, branch);

-- The changes that act on a record, itself included; its judgement once and for ever:
-- verdict 0 passed, else why it is without effect.
CREATE TABLE act (
    record INTEGER NOT NULL,
    n      INTEGER NOT NULL,
    judged INTEGER NOT NULL DEFAULT -1,      -- -1: not yet
    PRIMARY KEY (record, n)
) STRICT, WITHOUT ROWID;

-- What the fold of a commitment says now.
CREATE TABLE commitment (
    n          INTEGER PRIMARY KEY,
    space      INTEGER NOT NULL,
    counted    INTEGER NOT NULL,
    title      TEXT NOT NULL,
    promisor   INTEGER NOT NULL,             -- organisations by index
    promisees  TEXT NOT NULL,                -- indexes in the order of the text, separated by commas
    due        TEXT NOT NULL,
    level      INTEGER NOT NULL,
    principles TEXT NOT NULL,
    agreement  INTEGER NOT NULL,
    delivery   INTEGER NOT NULL,
    verdict    INTEGER NOT NULL,
    state      INTEGER NOT NULL,
    terms      INTEGER NOT NULL,             -- text in force, else the offer
    open       TEXT NOT NULL,                -- other texts that wait, separated by commas
    clash      INTEGER NOT NULL,
    crossed    INTEGER NOT NULL,
    contested  INTEGER NOT NULL,
    flags      TEXT NOT NULL,
    turn       TEXT NOT NULL,                -- "org:act,..." by index
    reported   INTEGER NOT NULL,             -- last report, 0: none
    touched    INTEGER NOT NULL,             -- last act by arrival
    watch      INTEGER NOT NULL              -- holds a crossing that a receipt may settle
) STRICT;
CREATE INDEX commitment_watch ON commitment (space) WHERE watch = 1;
CREATE INDEX commitment_state ON commitment (space, state);
CREATE INDEX commitment_turn ON commitment (space) WHERE turn <> '';

CREATE TABLE party (
    space INTEGER NOT NULL,
    org   INTEGER NOT NULL,
    n     INTEGER NOT NULL,                  -- the commitment
    role  INTEGER NOT NULL,                  -- 1 promisor, 2 promisee; 3 named by another text only
    PRIMARY KEY (space, org, n)
) STRICT, WITHOUT ROWID;

-- Reflections.
CREATE TABLE note (
    n       INTEGER PRIMARY KEY,
    space   INTEGER NOT NULL,
    counted INTEGER NOT NULL,
    type    TEXT NOT NULL,
    event   TEXT NOT NULL,
    addenda INTEGER NOT NULL
) STRICT;
CREATE TABLE about (
    target INTEGER NOT NULL,                 -- a record
    n      INTEGER NOT NULL,                 -- the note about it
    PRIMARY KEY (target, n)
) STRICT, WITHOUT ROWID;

-- Plain fields: the edits of a field that no later edit had received. More than one: a clash.
CREATE TABLE field (
    record INTEGER NOT NULL,
    name   TEXT NOT NULL,
    n      INTEGER NOT NULL,
    PRIMARY KEY (record, name, n)
) STRICT, WITHOUT ROWID;

-- Full text of words, by arrival number; holds no text of its own.
CREATE VIRTUAL TABLE search USING fts5 (words, content = '', tokenize = 'unicode61 remove_diacritics 2');

-- The newest change of a branch that each organisation's receipts cover is read off vectors;
-- what a device has looked at is a setting. Places that changed since are found by `touched`.
