-- A unit's list, the newest first, walks what it was asked and told; what it was asked alone is little.
CREATE INDEX request_parties_beside ON request_parties (unit, request_id);
CREATE INDEX request_parties_asked ON request_parties (unit, request_id) WHERE status = 'asked';
DROP INDEX request_parties_of_unit;
