-- A unit's list, the newest first, walks what it was asked and told; what it was asked alone is little. Both may have been made
-- beforehand, month by month. The index that these two stand for goes in a later release: who runs beside this one reads it.
CREATE INDEX IF NOT EXISTS request_parties_beside ON request_parties (unit, request_id);
CREATE INDEX IF NOT EXISTS request_parties_asked ON request_parties (unit, request_id) WHERE status = 'asked';
