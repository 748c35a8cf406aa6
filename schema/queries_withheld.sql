-- Words that wait for their reveal.
-- name: withheld_put
INSERT INTO withheld (asked, n, space) VALUES (:asked, :n, :space) ON CONFLICT DO NOTHING;
-- name: withheld_about
SELECT n FROM withheld WHERE asked = :asked AND n > :after ORDER BY n LIMIT :max;
-- name: withheld_of
SELECT DISTINCT n FROM withheld WHERE space = :space AND n > :after ORDER BY n LIMIT :max;
-- name: reveal_put
INSERT INTO reveal (target, n, space) VALUES (:target, :n, :space) ON CONFLICT DO NOTHING;
-- name: reveal_of
SELECT n FROM reveal WHERE target = :target ORDER BY n;
-- name: view_drop_withheld
DELETE FROM withheld;
-- name: view_drop_reveal
DELETE FROM reveal;
-- name: audit_withheld
SELECT * FROM withheld ORDER BY asked, n;
-- name: audit_reveal
SELECT * FROM reveal ORDER BY target, n;
