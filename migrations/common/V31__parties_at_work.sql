-- The desk of a unit that stands beside others asks for its work by deadline. What it needs of the request stands with the party, so
-- that an index gives the first rows in order: without it, all work of the city was walked through and asked for each.
ALTER TABLE request_parties ADD COLUMN work_deadline timestamptz; -- the request's deadline, or infinity, while units work on it; else null

UPDATE request_parties p SET work_deadline = coalesce(r.deadline, 'infinity')
FROM requests r
WHERE r.month = p.month AND r.id = p.request_id
  AND r.state IN ('dispatched', 'disputed', 'accepted', 'in_progress', 'suspended');

CREATE INDEX request_parties_at_work ON request_parties (unit, work_deadline, request_id) WHERE work_deadline IS NOT NULL;
