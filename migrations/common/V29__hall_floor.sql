-- The queue in a hall: one ticket for each visit that has arrived.
CREATE TABLE hall_tickets (
    booking    bigint PRIMARY KEY REFERENCES bookings,
    hall       text        NOT NULL,
    day        date        NOT NULL,                        -- in the hall's zone
    queue      bigint      NOT NULL REFERENCES hall_queues,
    number     int         NOT NULL CHECK (number > 0),     -- of the day, after the queue's letter
    state      text        NOT NULL CHECK (state IN ('waiting', 'called', 'serving', 'done', 'no_show')),
    due_at     timestamptz NOT NULL,                        -- who is due first is called first
    arrived_at timestamptz NOT NULL,
    counter    int,
    calls      int         NOT NULL DEFAULT 0,
    called_at  timestamptz,
    served_at  timestamptz,
    ended_at   timestamptz,
    changed_at timestamptz NOT NULL,
    UNIQUE (queue, day, number)
);
CREATE INDEX hall_tickets_waiting ON hall_tickets (queue, due_at) WHERE state = 'waiting';
CREATE INDEX hall_tickets_day ON hall_tickets (hall, day);

-- Reminders of tomorrow's visits.
CREATE INDEX bookings_to_remind ON bookings (starts_at) WHERE state = 'confirmed' AND reminded_at IS NULL;

-- Who waits for a slot to become free. What is offered is a hold for this entry.
CREATE TABLE waitlist (
    id           bigint PRIMARY KEY,                        -- time-ordered: who came first is offered first
    token_hash   bytea       NOT NULL,
    state        text        NOT NULL CHECK (state IN ('waiting', 'offered', 'booked', 'cancelled', 'ended')),
    hall         text,                                      -- null: any that may act
    matters      text[]      NOT NULL,
    first_day    date        NOT NULL,
    last_day     date        NOT NULL CHECK (last_day >= first_day),
    contact      bytea       NOT NULL,                      -- sealed
    person       bytea       NOT NULL,                      -- blind index of the phone
    areas        jsonb       NOT NULL,
    offers       int         NOT NULL DEFAULT 0,
    updated_at   timestamptz NOT NULL
);
CREATE INDEX waitlist_open ON waitlist (id) WHERE state IN ('waiting', 'offered');
CREATE INDEX waitlist_person ON waitlist (person) WHERE state IN ('waiting', 'offered');
