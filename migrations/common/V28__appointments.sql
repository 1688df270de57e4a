-- Appointments. Seats are taken and given back by conditional updates of `slots.booked`, in the order of the primary key, and by one
-- class only (org.servicemap.appointments.Seats). What stands here as CHECK and UNIQUE holds whatever the program does.

-- A place that takes bookings. No foreign key: a place that is withdrawn keeps its bookings.
CREATE TABLE halls (
    place            text PRIMARY KEY,
    zone             text NOT NULL,                         -- of its clocks
    lead_minutes     int  NOT NULL DEFAULT 60  CHECK (lead_minutes BETWEEN 0 AND 43200),
    horizon_days     int  NOT NULL DEFAULT 14  CHECK (horizon_days BETWEEN 1 AND 366),
    hold_minutes     int  NOT NULL DEFAULT 10  CHECK (hold_minutes BETWEEN 1 AND 60),
    open_per_person  int  NOT NULL DEFAULT 3   CHECK (open_per_person BETWEEN 1 AND 50),
    no_shows         int  NOT NULL DEFAULT 3   CHECK (no_shows BETWEEN 1 AND 50),        -- within 90 days, then no more bookings
    holds_per_caller int  NOT NULL DEFAULT 20  CHECK (holds_per_caller BETWEEN 1 AND 10000),
    proof_bits       int  NOT NULL DEFAULT 0   CHECK (proof_bits BETWEEN 0 AND 24),      -- of the proof of work; 0 asks for none
    bookable         boolean NOT NULL DEFAULT true,
    planned_until    date,                                  -- up to which day slots have been made
    version          int  NOT NULL DEFAULT 1,
    changed_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    changed_by       text NOT NULL
);

CREATE TABLE hall_queues (
    id     bigint PRIMARY KEY,
    hall   text   NOT NULL REFERENCES halls,
    code   text   NOT NULL,
    name   jsonb  NOT NULL,
    letter text   NOT NULL CHECK (letter ~ '^[A-Z]$'),      -- before its ticket numbers
    UNIQUE (hall, code),
    UNIQUE (hall, letter)
);

CREATE TABLE queue_matters (
    queue     bigint  NOT NULL REFERENCES hall_queues ON DELETE CASCADE,
    matter    text    NOT NULL,
    slots     int     NOT NULL CHECK (slots BETWEEN 1 AND 16),  -- consecutive ones that a visit takes
    city_wide boolean NOT NULL,                             -- for everyone, wherever the matter arises
    PRIMARY KEY (queue, matter)
);

CREATE TABLE hall_counters (
    hall   text   NOT NULL REFERENCES halls,
    number int    NOT NULL CHECK (number BETWEEN 1 AND 999),
    name   jsonb  NOT NULL,
    queues bigint[] NOT NULL,                               -- which it serves
    PRIMARY KEY (hall, number)
);

-- When a queue is open and with how many seats; minutes of the local clock since midnight.
CREATE TABLE slot_templates (
    id                bigint PRIMARY KEY,
    queue             bigint NOT NULL REFERENCES hall_queues ON DELETE CASCADE,
    valid_from        date   NOT NULL,
    valid_to          date,
    weekdays          text[] NOT NULL,
    make_up_days      boolean NOT NULL,
    holidays          boolean NOT NULL,
    from_minute       int    NOT NULL CHECK (from_minute BETWEEN 0 AND 1439),
    to_minute         int    NOT NULL CHECK (to_minute > from_minute AND to_minute <= from_minute + 1440),
    slot_minutes      int    NOT NULL CHECK (slot_minutes BETWEEN 5 AND 240),
    public_capacity   int    NOT NULL CHECK (public_capacity BETWEEN 0 AND 1000),
    internal_capacity int    NOT NULL CHECK (internal_capacity BETWEEN 0 AND 1000),
    walk_in_capacity  int    NOT NULL CHECK (walk_in_capacity BETWEEN 0 AND 1000),
    CHECK (valid_to IS NULL OR valid_to >= valid_from)
);
CREATE INDEX slot_templates_queue ON slot_templates (queue);

-- Closures and extra hours of a hall or one of its queues; a later one wins over an earlier one.
CREATE TABLE slot_exceptions (
    id                bigint PRIMARY KEY,
    hall              text   NOT NULL REFERENCES halls,
    queue             bigint REFERENCES hall_queues ON DELETE CASCADE,
    first_day         date   NOT NULL,
    last_day          date   NOT NULL CHECK (last_day >= first_day),
    closed            boolean NOT NULL,
    from_minute       int    NOT NULL CHECK (from_minute BETWEEN 0 AND 1439),
    to_minute         int    NOT NULL CHECK (to_minute > from_minute AND to_minute <= from_minute + 1440),
    slot_minutes      int    NOT NULL CHECK (slot_minutes BETWEEN 5 AND 240),
    public_capacity   int    NOT NULL CHECK (public_capacity BETWEEN 0 AND 1000),
    internal_capacity int    NOT NULL CHECK (internal_capacity BETWEEN 0 AND 1000),
    walk_in_capacity  int    NOT NULL CHECK (walk_in_capacity BETWEEN 0 AND 1000),
    reason            jsonb  NOT NULL
);
CREATE INDEX slot_exceptions_hall ON slot_exceptions (hall);

-- `planned` is what the schedule gives. `capacity` is that, unless a schedule was cut below what was booked: then it is `booked`, and
-- sinks with it, so that such a slot takes nobody any more and nobody in it is dropped. A queue belongs to one hall, so the UNIQUE
-- holds for (hall, queue, quota, start). No index may name `booked` or `capacity`: their updates stay in the page (HOT).
CREATE TABLE slots (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    hall      text        NOT NULL,
    queue     bigint      NOT NULL REFERENCES hall_queues,
    quota     text        NOT NULL CHECK (quota IN ('public', 'internal', 'walk_in')),
    starts_at timestamptz NOT NULL,
    ends_at   timestamptz NOT NULL CHECK (ends_at > starts_at),
    day       date        NOT NULL,                         -- in the hall's zone
    planned   int         NOT NULL CHECK (planned >= 0),
    capacity  int         NOT NULL CHECK (capacity >= planned),
    booked    int         NOT NULL DEFAULT 0,
    UNIQUE (queue, quota, starts_at),
    CONSTRAINT never_overbooked CHECK (0 <= booked AND booked <= capacity)
) WITH (fillfactor = 75);

CREATE SEQUENCE booking_numbers;

CREATE TABLE bookings (
    id              bigint PRIMARY KEY,                     -- time-ordered
    number          text,                                   -- speakable; given when it is confirmed
    token_hash      bytea       NOT NULL,                   -- SHA-256
    second_hash     bytea,                                  -- of the token that number and phone opened last
    state           text        NOT NULL CHECK (state IN
        ('held', 'confirmed', 'arrived', 'served', 'no_show', 'cancelled', 'expired')),
    source          text        NOT NULL CHECK (source IN ('citizen', 'operator', 'walk_in', 'waitlist', 'offer')),
    hall            text        NOT NULL REFERENCES halls,
    queue           bigint      NOT NULL REFERENCES hall_queues,
    quota           text        NOT NULL,
    matters         text[]      NOT NULL,
    starts_at       timestamptz NOT NULL,
    ends_at         timestamptz NOT NULL,
    hold_expires_at timestamptz,
    extensions      int         NOT NULL DEFAULT 0,
    caller          bytea,                                  -- whose hold it is: hash of account or network
    account         bigint,                                 -- the citizen's or operator's
    contact         bytea,                                  -- sealed: name, phone, mailbox, language
    person          bytea,                                  -- blind index of the phone
    areas           jsonb,                                  -- level → code, as resolved when it was held
    area_version    bigint,
    offered_for     bigint,                                 -- the booking or waitlist entry that this hold is an offer for
    affected        text,                                   -- why the booking must move: closed, reduced
    reminded_at     timestamptz,
    updated_at      timestamptz NOT NULL,
    CHECK (state <> 'held' OR hold_expires_at IS NOT NULL)
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX bookings_number ON bookings (number) WHERE number IS NOT NULL;
CREATE INDEX bookings_held ON bookings (hold_expires_at) WHERE state = 'held';
CREATE INDEX bookings_held_by ON bookings (caller) WHERE state = 'held';
CREATE INDEX bookings_day ON bookings (hall, starts_at) WHERE number IS NOT NULL;
CREATE INDEX bookings_person ON bookings (person, starts_at) WHERE person IS NOT NULL;
CREATE INDEX bookings_account ON bookings (account) WHERE account IS NOT NULL AND number IS NOT NULL;
CREATE INDEX bookings_offered ON bookings (offered_for) WHERE offered_for IS NOT NULL;

-- Which seats a live booking has; the rows go when it gives them back.
CREATE TABLE booking_slots (
    slot    bigint NOT NULL REFERENCES slots,
    booking bigint NOT NULL REFERENCES bookings,
    n       int    NOT NULL CHECK (n > 0),
    PRIMARY KEY (slot, booking)
);
CREATE INDEX booking_slots_booking ON booking_slots (booking);

-- How many bookings of a person are open, by hall.
CREATE TABLE booking_persons (
    person bytea NOT NULL,
    hall   text  NOT NULL,
    open   int   NOT NULL CHECK (open BETWEEN 0 AND 50),
    PRIMARY KEY (person, hall)
);

-- What happened to a booking, by whom; appended only.
CREATE TABLE booking_events (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    booking bigint      NOT NULL,
    at      timestamptz NOT NULL,
    kind    text        NOT NULL,
    by      text        NOT NULL,                           -- citizen, account:17, program
    facts   jsonb       NOT NULL DEFAULT '{}'
);
CREATE INDEX booking_events_booking ON booking_events (booking);

CREATE FUNCTION refuse_change_of_booking_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'events of bookings are history';
END $$;
CREATE TRIGGER booking_events_are_history BEFORE UPDATE OR DELETE ON booking_events
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_booking_event();

-- Wrong pairs of booking number and phone, by number and by network (both hashed).
CREATE TABLE booking_failures (
    subject      bytea PRIMARY KEY,
    failures     int         NOT NULL,
    failed_at    timestamptz NOT NULL,
    locked_until timestamptz
);
