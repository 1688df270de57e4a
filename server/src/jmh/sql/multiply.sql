-- Makes every stored request :copies times more, for measuring lists and searches at sizes that the generator would take an
-- hour to fill: psql -v copies=24 -f multiply.sql. A copy has its own id, number and position within 300 m, the same times, units,
-- categories and words. Copies have no events, decisions or clocks: histories cannot be checked in such a database.
\set ON_ERROR_STOP on
SET synchronous_commit = off;
SET maintenance_work_mem = '1GB';
SET max_parallel_maintenance_workers = 1;

CREATE FUNCTION pg_temp.numbered(day text, sequence int) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    body    text := day || lpad(sequence::text, 7, '0');
    product int := 10;
    total   int;
BEGIN
    FOR i IN 1 .. 15 LOOP
        total := (product + ascii(substr(body, i, 1)) - 48) % 10;
        product := (CASE total WHEN 0 THEN 10 ELSE total END) * 2 % 11;
    END LOOP;
    RETURN body || (11 - product) % 10;
END $$;

CREATE TEMP TABLE dropped AS
    SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
    WHERE c.relname IN ('requests', 'request_parties') AND c.relkind = 'p' AND NOT indisprimary;
SELECT format('DROP INDEX %s', name) FROM dropped \gexec

-- node numbers have ten bits from the twelfth: a copy takes the number that many higher
CREATE TEMP TABLE shifted AS
    SELECT string_agg(CASE attname
        WHEN 'id' THEN '(r.id & ~4190208::bigint) | ((((r.id >> 12) + k) & 1023) << 12)'
        WHEN 'number' THEN 'pg_temp.numbered(left(r.number, 8), substr(r.number, 9, 7)::int + k * 100000)'
        WHEN 'petitioner' THEN 'r.petitioner + k'
        WHEN 'parent' THEN 'NULL'
        WHEN 'lon' THEN 'r.lon + (random() - 0.5) * 0.007'
        WHEN 'lat' THEN 'r.lat + (random() - 0.5) * 0.0054'
        ELSE 'r.' || attname END, ', ' ORDER BY attnum) AS wanted,
        string_agg(attname, ', ' ORDER BY attnum) AS columns
    FROM pg_attribute WHERE attrelid = 'requests'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '';
SELECT format('INSERT INTO requests (%s) SELECT %s FROM requests r, generate_series(1, %s) k ORDER BY r.month, r.id, k',
              columns, wanted, :copies) FROM shifted \gexec
INSERT INTO request_values (month, request_id, name, salt, value)
    SELECT v.month, (v.request_id & ~4190208::bigint) | ((((v.request_id >> 12) + k) & 1023) << 12), v.name, v.salt, v.value
    FROM request_values v, generate_series(1, :copies) k WHERE v.name = 'text' ORDER BY v.month, v.request_id, k;
INSERT INTO request_parties
    SELECT p.month, (p.request_id & ~4190208::bigint) | ((((p.request_id >> 12) + k) & 1023) << 12), p.unit, p.role, p.status,
        p.asked_at, p.due_at, p.answered_at, p.score_by_lead, p.score_of_lead
    FROM request_parties p, generate_series(1, :copies) k ORDER BY p.month, p.request_id, k;
SELECT definition FROM dropped \gexec
VACUUM ANALYZE requests;
VACUUM ANALYZE request_values;
VACUUM ANALYZE request_parties;
