-- Halls whose place was withdrawn are planned as with an empty schedule, once: since when.
ALTER TABLE halls ADD COLUMN closed_at timestamptz;
-- who cannot be seen is looked for every twenty seconds, and is hardly ever somebody
CREATE INDEX bookings_affected ON bookings (id) WHERE affected IS NOT NULL;
