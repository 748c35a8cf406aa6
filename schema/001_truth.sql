-- The truth: signed changes as they came, append-only, and what only this notebook knows.
-- Ids are 32 bytes here and small integers everywhere else.

CREATE TABLE setting (
    key   TEXT PRIMARY KEY CHECK (length(key) <= 200),
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE space (
    space   INTEGER PRIMARY KEY,
    id      BLOB NOT NULL UNIQUE CHECK (length(id) = 32),
    own     INTEGER NOT NULL CHECK (own IN (0, 1)),
    changes INTEGER NOT NULL DEFAULT 0,
    missing INTEGER NOT NULL DEFAULT 0,      -- words that belong to a change and are not here
    newest  INTEGER NOT NULL DEFAULT 0       -- arrival number
) STRICT;

-- The changes of one device in one space, chained by prev. A fork makes a second branch.
CREATE TABLE branch (
    branch    INTEGER PRIMARY KEY,
    space     INTEGER NOT NULL REFERENCES space,
    device    BLOB NOT NULL CHECK (length(device) = 32),
    parent    INTEGER NOT NULL,              -- -1: begins at seq 1
    fork_seq  INTEGER NOT NULL,              -- changes up to here are the parent's
    org       INTEGER NOT NULL,              -- -1: not judged
    head_seq  INTEGER NOT NULL,
    head      INTEGER NOT NULL,              -- arrival number
    solid_seq INTEGER NOT NULL,              -- newest that is neither ack nor unjudged; 0: none
    solid     INTEGER NOT NULL
) STRICT;

CREATE TABLE change (
    n         INTEGER PRIMARY KEY,           -- arrival number
    idkey     INTEGER NOT NULL,              -- first 8 bytes of the id
    space     INTEGER NOT NULL,
    branch    INTEGER NOT NULL,
    seq       INTEGER NOT NULL CHECK (seq > 0),
    kind      INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 65535),
    depth     INTEGER NOT NULL CHECK (depth > 0),
    record    INTEGER NOT NULL,              -- arrival number, 0: none
    org       INTEGER NOT NULL,
    vector    INTEGER NOT NULL,              -- what it knew of other branches
    knows     INTEGER NOT NULL,              -- the governing changes in its past
    ref       INTEGER NOT NULL,
    flags     INTEGER NOT NULL,
    received  INTEGER NOT NULL,              -- ms, our clock, never sent
    id        BLOB NOT NULL CHECK (length(id) = 32),
    header    BLOB NOT NULL CHECK (length(header) BETWEEN 200 AND 20680),
    signature BLOB NOT NULL CHECK (length(signature) = 64),
    words     BLOB CHECK (length(words) BETWEEN 33 AND 65568)
) STRICT;
CREATE INDEX change_by_id ON change (idkey);
CREATE INDEX change_by_seq ON change (branch, seq);
CREATE INDEX change_contact ON change (branch, seq) WHERE kind = 2;

CREATE TABLE vector (
    vector INTEGER PRIMARY KEY,
    data   BLOB NOT NULL                     -- what differs from an earlier one (core/history.c)
) STRICT;

-- Governing changes of a space, in order of arrival, and the sets of them that changes know.
CREATE TABLE governing (
    space INTEGER NOT NULL,
    n     INTEGER NOT NULL,
    PRIMARY KEY (space, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE knows (
    space INTEGER NOT NULL,
    knows INTEGER NOT NULL,                  -- small number within the space; 0: none
    data  BLOB NOT NULL,                     -- bit i: the i-th governing change of the space
    PRIMARY KEY (space, knows)
) STRICT, WITHOUT ROWID;

-- Why a change is without effect, where it is not plainly counted.
CREATE TABLE aside (
    space INTEGER NOT NULL,
    n     INTEGER NOT NULL,
    why   TEXT NOT NULL,
    PRIMARY KEY (space, n)
) STRICT, WITHOUT ROWID;

-- Refused changes, named on screens. Never part of the history.
CREATE TABLE rejected (
    id        INTEGER PRIMARY KEY,
    space     BLOB NOT NULL,
    change_id BLOB NOT NULL UNIQUE,
    author    BLOB NOT NULL,
    seq       INTEGER NOT NULL,
    sender    BLOB NOT NULL,
    why       TEXT NOT NULL,
    received  INTEGER NOT NULL,
    header    BLOB NOT NULL,
    signature BLOB NOT NULL
) STRICT;
CREATE INDEX rejected_by_author ON rejected (space, author);

-- Joins that lie apart until an admit cites them; our own join while it waits; invitations we wrote.
CREATE TABLE apart (
    id       BLOB NOT NULL CHECK (length(id) = 32),
    space    BLOB NOT NULL CHECK (length(space) = 32),
    what     TEXT NOT NULL,                  -- join, our-join, invitation, apply
    header   BLOB NOT NULL,
    signature BLOB NOT NULL,
    extra    TEXT NOT NULL,                  -- JSON, local
    received INTEGER NOT NULL,
    PRIMARY KEY (id, what)
) STRICT;

-- The newest signed FINAL of each device: "they have".
CREATE TABLE receipt (
    space    INTEGER NOT NULL,
    device   BLOB NOT NULL,
    received INTEGER NOT NULL,
    route    TEXT NOT NULL,                  -- network or file
    digest   BLOB NOT NULL,
    count    INTEGER NOT NULL,
    missing  INTEGER NOT NULL,
    upto     INTEGER NOT NULL,               -- what we held then, by arrival: they hold all of it
    frame    BLOB NOT NULL,                  -- the FINAL and what it was signed over
    PRIMARY KEY (space, device)
) STRICT;

-- How other devices were last met.
CREATE TABLE peer (
    device   BLOB PRIMARY KEY CHECK (length(device) = 32),
    address  TEXT NOT NULL,
    met      INTEGER NOT NULL,               -- ms, our clock; 0: never
    drift    INTEGER NOT NULL                -- ms their clock was ahead
) STRICT, WITHOUT ROWID;

-- Bundles taken from a folder, by the hash of the file.
CREATE TABLE taken (
    hash     BLOB PRIMARY KEY,
    received INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
