-- Full text anew: what is looked for, by arrival number. The words come folded (core/fold.c), with one space
-- between two, so that the index has no rules of its own; texts of one change are apart by a word that nobody can
-- look for. It holds no text of its own and no sizes: what is found is newest first, never ranked.
DROP TABLE search;
CREATE VIRTUAL TABLE search USING fts5 (words, content = '', columnsize = 0, tokenize = 'ascii');
