-- name: setting_get
SELECT value FROM setting WHERE key = :key;
-- name: setting_put
INSERT INTO setting (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = excluded.value;
-- name: setting_drop
DELETE FROM setting WHERE key = :key;

-- name: spaces
SELECT space, id, own, changes, missing, newest FROM space ORDER BY space;
-- name: space_put
INSERT INTO space (id, own) VALUES (:id, :own);
-- name: space_count
UPDATE space SET changes = :changes, missing = :missing, newest = :newest WHERE space = :space;

-- name: branches
SELECT branch, space, device, parent, fork_seq, org, head_seq, head, solid_seq, solid FROM branch ORDER BY branch;
-- name: branch_put
INSERT INTO branch (branch, space, device, parent, fork_seq, org, head_seq, head, solid_seq, solid)
VALUES (:branch, :space, :device, :parent, :fork_seq, :org, :head_seq, :head, :solid_seq, :solid)
ON CONFLICT (branch) DO UPDATE SET org = excluded.org, head_seq = excluded.head_seq, head = excluded.head,
                                   solid_seq = excluded.solid_seq, solid = excluded.solid;

-- name: change_put
INSERT INTO change (n, idkey, space, branch, seq, kind, depth, record, org, vector, knows, ref, flags, received, id,
                    header, signature, words)
VALUES (:n, :idkey, :space, :branch, :seq, :kind, :depth, :record, :org, :vector, :knows, :ref, :flags, :received,
        :id, :header, :signature, :words);
-- name: change_newest
SELECT max(n) FROM change;
-- name: change_by_id
SELECT n, space, branch, seq, kind, depth, record, org, vector, knows, ref, flags, received, id, substr(header, 25, 8)
FROM change WHERE idkey = :idkey;
-- name: change_by_n
SELECT n, space, branch, seq, kind, depth, record, org, vector, knows, ref, flags, received, id, substr(header, 25, 8)
FROM change WHERE n = :n;
-- name: change_at
SELECT n, space, branch, seq, kind, depth, record, org, vector, knows, ref, flags, received, id, substr(header, 25, 8)
FROM change WHERE branch = :branch AND seq = :seq;
-- name: change_slice
SELECT n, space, branch, seq, kind, depth, record, org, vector, knows, ref, flags, received, id, substr(header, 25, 8)
FROM change WHERE n > :after AND n <= :until ORDER BY n LIMIT :max;
-- name: change_bytes
SELECT header, signature, words FROM change WHERE n = :n;
-- name: change_flags
UPDATE change SET flags = :flags WHERE n = :n;
-- name: change_words
UPDATE change SET words = :words, flags = :flags WHERE n = :n;

-- name: vector_get
SELECT data FROM vector WHERE vector = :vector;
-- name: vector_put
INSERT INTO vector (vector, data) VALUES (:vector, :data);
-- name: vector_newest
SELECT max(vector) FROM vector;

-- name: governing_put
INSERT INTO governing (space, n) VALUES (:space, :n) ON CONFLICT DO NOTHING;
-- name: governing_of
SELECT n FROM governing WHERE space = :space ORDER BY n;
-- name: knows_put
INSERT INTO knows (space, knows, data) VALUES (:space, :knows, :data) ON CONFLICT DO NOTHING;
-- name: knows_of
SELECT knows, data FROM knows WHERE space = :space ORDER BY knows;

-- name: aside_put
INSERT INTO aside (space, n, why) VALUES (:space, :n, :why) ON CONFLICT (space, n) DO UPDATE SET why = excluded.why;
-- name: aside_drop
DELETE FROM aside WHERE space = :space AND n = :n;
-- name: aside_get
SELECT why FROM aside WHERE space = :space AND n = :n;
-- name: aside_of
SELECT n, why FROM aside WHERE space = :space AND n > :after ORDER BY n LIMIT :max;
-- name: aside_count
SELECT count(*) FROM aside WHERE space = :space;

-- name: rejected_put
INSERT INTO rejected (space, change_id, author, seq, sender, why, received, header, signature)
VALUES (:space, :change_id, :author, :seq, :sender, :why, :received, :header, :signature)
ON CONFLICT (change_id) DO NOTHING;
-- name: rejected_count
SELECT count(*) FROM rejected WHERE space = :space AND author = :author;
-- name: rejected_of
SELECT change_id, author, seq, sender, why, received FROM rejected WHERE space = :space ORDER BY id;

-- name: apart_put
INSERT INTO apart (id, space, what, header, signature, extra, received)
VALUES (:id, :space, :what, :header, :signature, :extra, :received)
ON CONFLICT (id, what) DO UPDATE SET extra = excluded.extra;
-- name: apart_get
SELECT space, header, signature, extra FROM apart WHERE id = :id AND what = :what;
-- name: apart_of
SELECT id, space, header, signature, extra, received FROM apart WHERE what = :what ORDER BY received, id;
-- name: apart_drop
DELETE FROM apart WHERE id = :id AND what = :what;

-- name: receipt_put
INSERT INTO receipt (space, device, received, route, digest, count, missing, upto, frame)
VALUES (:space, :device, :received, :route, :digest, :count, :missing, :upto, :frame)
ON CONFLICT (space, device) DO UPDATE SET received = excluded.received, route = excluded.route,
    digest = excluded.digest, count = excluded.count, missing = excluded.missing, upto = excluded.upto,
    frame = excluded.frame;
-- name: receipt_of
SELECT device, received, route, digest, count, missing, upto, frame FROM receipt WHERE space = :space ORDER BY device;

-- name: peer_put
INSERT INTO peer (device, address, met, drift) VALUES (:device, :address, :met, :drift)
ON CONFLICT (device) DO UPDATE SET address = excluded.address, met = max(met, excluded.met), drift = excluded.drift;
-- name: peer_get
SELECT address, met, drift FROM peer WHERE device = :device;

-- name: contact_newest
SELECT n FROM change WHERE branch = :branch AND kind = 2 ORDER BY seq DESC LIMIT 1;

-- name: taken_put
INSERT INTO taken (hash, received) VALUES (:hash, :received) ON CONFLICT DO NOTHING;
-- name: taken_get
SELECT received FROM taken WHERE hash = :hash;

-- name: draft_put
INSERT INTO draft (space, kind, record, cites, facts, words, command, written, changed)
VALUES (:space, :kind, :record, :cites, :facts, :words, :command, :written, :changed);
-- name: draft_set
UPDATE draft SET space = :space, cites = :cites, facts = :facts, words = :words, changed = :changed WHERE draft = :draft;
-- name: draft_get
SELECT draft, space, kind, record, cites, facts, words, command, written, changed FROM draft WHERE draft = :draft;
-- name: draft_all
SELECT draft, space, kind, record, cites, facts, words, command, written, changed FROM draft ORDER BY draft;
-- name: draft_count
SELECT count(*) FROM draft;
-- name: draft_drop
DELETE FROM draft WHERE draft = :draft;
