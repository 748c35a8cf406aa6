-- Of the view: words that their organisation keeps back until it reveals them.

-- Changes whose words are withheld, by what they are about: the records they cite, 0 where none.
CREATE TABLE withheld (
    asked INTEGER NOT NULL,
    n     INTEGER NOT NULL,
    space INTEGER NOT NULL,
    PRIMARY KEY (asked, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX withheld_of_space ON withheld (space, n);

-- The reveals of its own organisation that cite such a change.
CREATE TABLE reveal (
    target INTEGER NOT NULL,
    n      INTEGER NOT NULL,
    space  INTEGER NOT NULL,
    PRIMARY KEY (target, n)
) STRICT, WITHOUT ROWID;
