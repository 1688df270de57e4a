-- What one dispatched filing writes, for pgbench: the same tables, columns and number of rows in one transaction. IntakeLoad runs it
-- beside filings over HTTP and says how the two compare; by hand, after a filing has made the month's partitions:
--   pgbench -n -M prepared -c 32 -j 2 -T 60 -f intake.sql -D n=0 -D month=202611 -D base=1000000000000000 DATABASE
-- Ids grow as real ones do. Contents are of the usual length, without meaning: the database is good for nothing else afterwards.
-- Sealed and hashed values are constants or one hash here, JSON is parsed once by the planner: what the program does itself is not
-- in this rate.
\set n :n + 1
\set id :base + :n * 128 + :client_id
\set category random(1, 190)
\set unit random(1, 400)
\set district random(1, 16)
\set street random(1, 349)
\set community random(1, 7000)
\set grid random(1, 100000)
\set x random(0, 400000) / 1000000.0
\set y random(0, 300000) / 1000000.0
BEGIN;
INSERT INTO petitioners (id, kind, account, name, phone, email, address, phone_index, email_index)
VALUES (:id, 'resident', NULL, decode(repeat('5a', 39), 'hex'), decode(repeat('5a', 44), 'hex'), NULL, NULL,
    sha256(int8send(:id)), NULL);
INSERT INTO request_events (month, request_id, seq, body, hash) VALUES
    (:month, :id, 1, decode(repeat('5a', 790), 'hex'), sha256(int8send(:id))),
    (:month, :id, 2, decode(repeat('5a', 514), 'hex'), sha256(int8send(:id)));
INSERT INTO requests (month, id, number, code_hash, version, state, received_at, channel, category, urgency, language, sensitive,
    anonymous, petitioner, location_kind, lon, lat, raw_x, raw_y, raw_crs, ambiguous, low_confidence, area_version, area_1, area_2,
    area_3, area_4, unit, dispatched_by, dispatched_at, dispatch_count, deadline, hotline, source_ref, kind, accuracy_m, area_5,
    area_6, queue_reason, handler, locked, diversion, accepted_at, contacted_at, handled_at, ended_at, outcome, suspended_at,
    review_at, extension_asked, extension_count, supervised, overdue, rework_count, callback_open, callback_attempts,
    called_back_at, called_back_for, contacted, solved, satisfaction, unreached, parent, relation)
VALUES (:month, :id, (:id)::bigint::text, sha256(int8send(:id)), 2, 'dispatched', clock_timestamp(), 'web',
    'CATEGORY-' || :category, 'ordinary', 'zh', false, false, :id, 'pin', 116.2 + :x, 39.8 + :y, 116.2 + :x, 39.8 + :y, 'wgs84',
    false, false, '912303036628471808', '1101' || :district, '1101' || :street, '1101' || :community, '1101' || :grid,
    'UNIT-' || :unit, 'auto', clock_timestamp(), 1, clock_timestamp() + interval '7 days',
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO request_values (month, request_id, name, salt, value)
VALUES (:month, :id, 'text', sha256(int8send(:id)), repeat('小区', 8)),
    (:month, :id, 'place', sha256(int8send(:id)), repeat('x', 80));
INSERT INTO changes (topic, key, payload) VALUES ('pgbench', (:id)::bigint::text, '{}');
INSERT INTO request_parties (month, request_id, unit, role, status, asked_at, due_at, answered_at, score_by_lead, score_of_lead,
    work_deadline)
VALUES (:month, :id, 'UNIT-' || :unit, 'copy', 'told', clock_timestamp(), NULL, NULL, NULL, NULL, clock_timestamp() + interval '7 days')
ON CONFLICT (month, request_id, unit, role) DO UPDATE SET (status, asked_at, due_at, answered_at, score_by_lead, score_of_lead, work_deadline)
    = (excluded.status, excluded.asked_at, excluded.due_at, excluded.answered_at, excluded.score_by_lead, excluded.score_of_lead,
        excluded.work_deadline);
INSERT INTO request_clocks (month, request_id, clock, subject, started_at, due_at, paused_at, next_at) VALUES
    (:month, :id, 'acceptance', '', clock_timestamp(), clock_timestamp() + interval '1 day', NULL, clock_timestamp() + interval '18 hours'),
    (:month, :id, 'dispute_window', '', clock_timestamp(), clock_timestamp() + interval '1 day', NULL, clock_timestamp() + interval '18 hours'),
    (:month, :id, 'first_contact', '', clock_timestamp(), clock_timestamp() + interval '1 day', NULL, clock_timestamp() + interval '18 hours'),
    (:month, :id, 'deadline', '', clock_timestamp(), clock_timestamp() + interval '7 days', NULL, clock_timestamp() + interval '5 days');
INSERT INTO request_decisions (month, request_id, seq, decided_at, rule, unit, record, shown)
VALUES (:month, :id, 2, clock_timestamp(), 'territorial', 'UNIT-' || :unit,
    CAST('{"at": "2026-11-22T11:27:00.188707039Z", "places": {"incident": {"areas": [{"code": "990101", "level": 1, "share": 1, "ambiguous": false, "candidates": [], "border_metres": 780.7}, {"code": "990101001", "level": 2, "share": 1, "ambiguous": false, "candidates": [], "border_metres": 268.6}, {"code": "990101001002", "level": 3, "share": 1, "ambiguous": false, "candidates": [], "border_metres": 268.6}, {"code": "99010100100204", "level": 4, "share": 1, "ambiguous": false, "candidates": [], "border_metres": 268.6}], "overlays": [{"code": "HZ1", "layer": "heating_zone", "distance_metres": 0}, {"code": "RS1", "layer": "road_section", "distance_metres": 17.2}]}}, "truths": "0b43", "channel": "web", "category": "CITY-WASTE", "catalogue": "d8e40d4662a47073bd9a99b145404ef03c02a11a0871bf968df65f9b7447a46c", "area_version": "912303036628471808"}' AS jsonb),
    CAST('{"rule": "territorial", "unit": "S001", "title": {"en": "Everything else to the sub-district", "zh": "其余由属地街道负责"}, "ambiguous": false, "diversion": null, "considered": [{"won": true, "rule": "territorial", "title": {"en": "Everything else to the sub-district", "zh": "其余由属地街道负责"}, "because": {"en": "every condition holds: the Sub-district of the place has a unit in charge", "zh": "条件全部成立：事发地的街道（乡镇）有负责单位"}}], "explanation": {"en": "Because the request is about the place, the office is responsible under Territorial management (invented); copies go to the district government; to be settled within seven days.", "zh": "因为诉求属于“市容环境”，按属地管理原则（虚构），由街道办事处负责；同时抄送区人民政府；应于七日内办结。"}, "legal_basis": {"en": "Territorial management (invented)", "zh": "属地管理原则（虚构）"}, "alternatives": [], "border_metres": 268.6, "catalogue_version": "2026-01"}' AS jsonb));
INSERT INTO outbox (id, channel, recipient, recipient_masked, recipient_index, template, language, params, request, next_try_at,
    expires_at, created_at) VALUES
    (:id, 'sms', decode(repeat('5a', 47), 'hex'), '+86138****1319', sha256(int8send(:id)), 'received', 'zh',
        decode(repeat('5a', 92), 'hex'), :id, clock_timestamp() + interval '1 year', NULL, clock_timestamp()),
    ((:id)::bigint + 32, 'email', decode(repeat('5a', 58), 'hex'), 'g***@city.example', sha256(int4send(:unit)), 'work_given', 'zh',
        decode(repeat('5a', 123), 'hex'), :id, clock_timestamp() + interval '1 year', NULL, clock_timestamp()),
    ((:id)::bigint + 64, 'email', decode(repeat('5a', 56), 'hex'), 'd***@city.example', sha256(int4send(:district)), 'work_changed',
        'zh', decode(repeat('5a', 110), 'hex'), :id, clock_timestamp() + interval '1 year', NULL, clock_timestamp());
COMMIT;
