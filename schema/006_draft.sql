-- What was begun and not signed: it lies in this file alone, belongs to no space's history and is sent to nobody.
-- AUTOINCREMENT: a number is never given to another draft.

CREATE TABLE draft (
    draft   INTEGER PRIMARY KEY AUTOINCREMENT,
    space   INTEGER NOT NULL,                -- where it would be written
    kind    INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 65535),
    record  BLOB NOT NULL CHECK (length(record) = 32), -- zeros: it would begin one
    cites   BLOB NOT NULL CHECK (length(cites) % 32 = 0 AND length(cites) <= 2048),
    facts   TEXT NOT NULL CHECK (length(facts) <= 16384),
    words   TEXT NOT NULL CHECK (length(words) <= 65536),
    command TEXT NOT NULL CHECK (length(command) BETWEEN 1 AND 40), -- that began it
    written INTEGER NOT NULL,                -- ms, our clock
    changed INTEGER NOT NULL
) STRICT;
