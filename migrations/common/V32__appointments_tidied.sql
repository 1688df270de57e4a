-- Two queues of a hall may swap their letters within one change of its schedule.
ALTER TABLE hall_queues DROP CONSTRAINT hall_queues_hall_letter_key;
ALTER TABLE hall_queues ADD CONSTRAINT hall_queues_hall_letter_key UNIQUE (hall, letter) DEFERRABLE INITIALLY DEFERRED;

-- Whose hold it was matters only while it is one.
UPDATE bookings SET caller = NULL WHERE state <> 'held' AND caller IS NOT NULL;

-- Visits whose end nobody recorded.
CREATE INDEX bookings_unended ON bookings (ends_at) WHERE state IN ('confirmed', 'arrived');

-- With which working calendar the slots were made: `working_calendar.changed_at` then; null when there was none.
ALTER TABLE halls ADD COLUMN calendar_at timestamptz;
UPDATE halls SET calendar_at = (SELECT changed_at FROM working_calendar);
