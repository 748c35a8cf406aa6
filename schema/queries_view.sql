-- name: record_put
INSERT INTO record (n, space, type, org, branch, ref) VALUES (:n, :space, :type, :org, :branch, :ref)
ON CONFLICT (n) DO NOTHING;
-- name: record_get
SELECT space, type, org, branch, ref FROM record WHERE n = :n;
-- name: record_by_ref
SELECT n, space, type, org, branch FROM record WHERE ref = :ref ORDER BY n;
-- name: records_of_space
SELECT n, type FROM record WHERE space = :space AND n > :after ORDER BY n LIMIT :max;
-- name: act_put
INSERT INTO act (record, n) VALUES (:record, :n) ON CONFLICT DO NOTHING;
-- name: act_judge
UPDATE act SET judged = :judged WHERE record = :record AND n = :n;
-- name: act_unjudge
UPDATE act SET judged = -1 WHERE record = :record;
-- name: acts_of
SELECT n, judged FROM act WHERE record = :record ORDER BY n;
-- name: act_get
SELECT judged FROM act WHERE record = :record AND n = :n;
-- name: commitment_put
INSERT OR REPLACE INTO commitment
    (n, space, counted, title, promisor, promisees, due, level, principles, agreement, delivery, verdict, state, terms,
     open, clash, crossed, contested, flags, turn, reported, touched, watch)
VALUES (:n, :space, :counted, :title, :promisor, :promisees, :due, :level, :principles, :agreement, :delivery,
        :verdict, :state, :terms, :open, :clash, :crossed, :contested, :flags, :turn, :reported, :touched, :watch);
-- name: commitment_get
SELECT n, space, counted, title, promisor, promisees, due, level, principles, agreement, delivery, verdict, state,
       terms, open, clash, crossed, contested, flags, turn, reported, touched
FROM commitment WHERE n = :n;
-- name: commitments_all
SELECT n, space, counted, title, promisor, promisees, due, level, principles, agreement, delivery, verdict, state,
       terms, open, clash, crossed, contested, flags, turn, reported, touched
FROM commitment WHERE n > :after AND (:space < 0 OR space = :space)
  AND (:state < 0 OR state = :state) AND (:level = 0 OR level = :level)
ORDER BY n LIMIT :max;
-- name: commitments_of_state
SELECT n, space, counted, title, promisor, promisees, due, level, principles, agreement, delivery, verdict, state,
       terms, open, clash, crossed, contested, flags, turn, reported, touched
FROM commitment WHERE space = :space AND state = :state AND n > :after
ORDER BY n LIMIT :max;
-- name: commitments_of_party
SELECT c.n, c.space, c.counted, c.title, c.promisor, c.promisees, c.due, c.level, c.principles, c.agreement,
       c.delivery, c.verdict, c.state, c.terms, c.open, c.clash, c.crossed, c.contested, c.flags, c.turn, c.reported,
       c.touched
FROM party p JOIN commitment c ON c.n = p.n
WHERE p.space = :space AND p.org = :org AND p.role < 3 AND p.n > :after
ORDER BY p.n LIMIT :max;
-- name: commitments_of_party_state
-- By the state first: what is open stays few, however much a partner has kept over the years.
SELECT n, space, counted, title, promisor, promisees, due, level, principles, agreement, delivery, verdict, state,
       terms, open, clash, crossed, contested, flags, turn, reported, touched
FROM commitment c WHERE space = :space AND state = :state AND n > :after
  AND EXISTS (SELECT 1 FROM party p WHERE p.space = :space AND p.org = :org AND p.n = c.n AND p.role < 3)
ORDER BY n LIMIT :max;
-- name: commitments_waiting
SELECT n, space, counted, title, promisor, promisees, due, level, principles, agreement, delivery, verdict, state,
       terms, open, clash, crossed, contested, flags, turn, reported, touched
FROM commitment WHERE space = :space AND turn <> '' AND n > :after
ORDER BY n LIMIT :max;
-- name: commitments_watching
SELECT n FROM commitment WHERE space = :space AND watch = 1;
-- name: party_put
INSERT INTO party (space, org, n, role) VALUES (:space, :org, :n, :role)
ON CONFLICT (space, org, n) DO UPDATE SET role = excluded.role;
-- name: party_records
SELECT n FROM party WHERE space = :space AND org = :org ORDER BY n;
-- name: party_has
SELECT role FROM party WHERE space = :space AND org = :org AND n = :n;
-- name: note_put
INSERT INTO note (n, space, counted, type, event, addenda) VALUES (:n, :space, :counted, :type, :event, :addenda)
ON CONFLICT (n) DO UPDATE SET counted = excluded.counted, type = excluded.type, event = excluded.event,
                              addenda = excluded.addenda;
-- name: notes_all
SELECT n, space, counted, type, event, addenda FROM note
WHERE n > :after AND (:space < 0 OR space = :space) ORDER BY n LIMIT :max;
-- name: note_get
SELECT n, space, counted, type, event, addenda FROM note WHERE n = :n;
-- name: about_put
INSERT INTO about (target, n) VALUES (:target, :n) ON CONFLICT DO NOTHING;
-- name: about_of
SELECT n FROM about WHERE target = :target ORDER BY n;
-- name: field_drop
DELETE FROM field WHERE record = :record;
-- name: field_put
INSERT INTO field (record, name, n) VALUES (:record, :name, :n) ON CONFLICT DO NOTHING;
-- name: field_of
SELECT n FROM field WHERE record = :record AND name = :name ORDER BY n;
-- name: fields_of
SELECT name, n FROM field WHERE record = :record ORDER BY name, n;
-- name: entry_put
INSERT INTO entry (n, space, type, org, counted) VALUES (:n, :space, :type, :org, :counted)
ON CONFLICT (n) DO UPDATE SET counted = excluded.counted, type = excluded.type, org = excluded.org;
-- name: entries_of
SELECT n, space, type, org, counted FROM entry
WHERE n > :after AND (:space < 0 OR space = :space) ORDER BY n LIMIT :max;
-- name: entries_of_type
SELECT n, space, type, org, counted FROM entry WHERE space = :space AND type = :type AND n > :after ORDER BY n LIMIT :max;
-- name: entries_about
SELECT e.n, e.space, e.type, e.org, e.counted FROM about a JOIN entry e ON e.n = a.n
WHERE a.target = :target AND a.n > :after ORDER BY a.n LIMIT :max;
-- name: search_put
INSERT INTO search (rowid, words) VALUES (:n, :words);
-- name: search_drop
-- Only with the very words that were put.
INSERT INTO search (search, rowid, words) VALUES ('delete', :n, :words);
-- name: search_purge
-- What was dropped stands in older parts of the index until they are made one.
INSERT INTO search (search) VALUES ('optimize');
-- name: search_find
SELECT rowid FROM search WHERE search MATCH :match AND rowid < :before ORDER BY rowid DESC LIMIT :max;
-- name: view_drop_record
DELETE FROM record;
-- name: view_drop_act
DELETE FROM act;
-- name: view_drop_commitment
DELETE FROM commitment;
-- name: view_drop_party
DELETE FROM party;
-- name: view_drop_note
DELETE FROM note;
-- name: view_drop_about
DELETE FROM about;
-- name: view_drop_field
DELETE FROM field;
-- name: view_drop_entry
DELETE FROM entry;
-- name: view_drop_search
INSERT INTO search (search) VALUES ('delete-all');

-- What an audit compares with its rebuild, table by table.
-- name: audit_keys
SELECT n FROM change
WHERE n > :after AND n <= :until AND substr(hex(id), 1, 16) <> printf('%016X', idkey) ORDER BY n;
-- name: audit_record
SELECT * FROM record ORDER BY n;
-- name: audit_act
SELECT * FROM act ORDER BY record, n;
-- name: audit_commitment
SELECT * FROM commitment ORDER BY n;
-- name: audit_party
SELECT * FROM party ORDER BY space, org, n;
-- name: audit_note
SELECT * FROM note ORDER BY n;
-- name: audit_about
SELECT * FROM about ORDER BY target, n;
-- name: audit_entry
SELECT * FROM entry ORDER BY n;
-- name: audit_field
SELECT * FROM field ORDER BY record, name, n;
-- name: audit_aside
SELECT * FROM aside ORDER BY space, n;
-- name: audit_flags
SELECT n, flags FROM change WHERE flags <> 0 ORDER BY n;
-- name: audit_branch
SELECT branch, space, hex(device), parent, fork_seq, org, head_seq, head, solid_seq, solid FROM branch ORDER BY branch;
-- name: audit_space
SELECT space, hex(id), own, changes, missing, newest FROM space WHERE changes > 0 ORDER BY space;
-- name: audit_vector
SELECT vector, hex(data) FROM vector ORDER BY vector;
-- name: audit_governing
SELECT space, n FROM governing ORDER BY space, n;
-- name: audit_knows
SELECT space, knows, hex(data) FROM knows ORDER BY space, knows;

-- name: digest_commitments
SELECT n, agreement, delivery, verdict, state, terms, open, clash, contested, crossed FROM commitment
WHERE space = :space AND counted = 1 AND n > :after ORDER BY n LIMIT :max;
-- name: digest_acts
SELECT a.n, a.judged FROM record r JOIN act a ON a.record = r.n
WHERE r.space = :space AND a.judged > 0 AND a.n > :after ORDER BY a.n LIMIT :max;
-- name: digest_fields
SELECT f.record, f.name, f.n FROM field f JOIN record r ON r.n = f.record WHERE r.space = :space
ORDER BY f.record, f.name, f.n;
-- name: digest_contested
SELECT n FROM change WHERE space = :space AND flags & 4 ORDER BY n;
