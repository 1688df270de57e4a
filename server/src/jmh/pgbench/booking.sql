-- What a hold writes: one conditional update and the rows of a booking. -D least, most: ids of the slots
\set slot random(:least, :most)
BEGIN;
SELECT id, queue, starts_at, ends_at, planned - booked AS free FROM slots WHERE id = :slot;
UPDATE slots SET booked = booked + 1, capacity = greatest(planned, booked + 1) WHERE id = :slot AND booked + 1 <= planned;
WITH new AS (
    INSERT INTO bookings (id, token_hash, state, source, hall, queue, quota, matters, starts_at, ends_at, hold_expires_at, caller, areas,
        updated_at)
    SELECT 100000000000000000 + nextval('booking_numbers'), sha256('token'), 'held', 'citizen', hall, queue, quota, ARRAY['card'], starts_at,
        ends_at, now() + interval '10 minutes', sha256(CAST(CAST(id AS text) AS bytea)), '{}', now()
    FROM slots WHERE id = :slot
    RETURNING id)
INSERT INTO booking_slots (slot, booking, n) SELECT :slot, id, 1 FROM new;
INSERT INTO booking_events (booking, at, kind, by) VALUES (:slot, now(), 'held', 'citizen');
COMMIT;
