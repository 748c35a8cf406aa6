-- Entries: the records that `create` makes, by type. Part of the view: dropped and rebuilt with it. Their values are
-- read from the changes that stand in `field`; what they belong to stands in `about`.
CREATE TABLE entry (
    n       INTEGER PRIMARY KEY,             -- the create
    space   INTEGER NOT NULL,
    type    TEXT NOT NULL,
    org     INTEGER NOT NULL,                -- who made it, by index
    counted INTEGER NOT NULL
) STRICT;
CREATE INDEX entry_of_type ON entry (space, type, n);
