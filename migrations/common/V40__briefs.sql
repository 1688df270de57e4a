-- Reports (briefs): figures of a closed period, computed once and kept as they were. What is archived is never changed.
CREATE TABLE briefs (
    id          bigint PRIMARY KEY,
    kind        text        NOT NULL CHECK (kind IN ('daily', 'weekly', 'monthly', 'annual')),
    subject     text        NOT NULL CHECK (subject IN ('city', 'area', 'unit')),
    level       text        NOT NULL DEFAULT '', -- of an area
    code        text        NOT NULL DEFAULT '', -- of an area or a unit
    name        jsonb       NOT NULL, -- of the subject, as it was called then
    first_day   date        NOT NULL,
    last_day    date        NOT NULL CHECK (last_day >= first_day),
    edition     int         NOT NULL CHECK (edition > 0), -- made again: the next number, beside the one before
    definitions int         NOT NULL, -- version of what the figures mean
    as_of       text        NOT NULL, -- position of the change log up to which the facts told
    read_at     timestamptz NOT NULL, -- when they were read
    figures     text        NOT NULL, -- canonical JSON (RFC 8785): text, so that it comes back byte for byte
    hash        text        NOT NULL, -- SHA-256 of it, hexadecimal
    made_by     bigint, -- an account; null: a schedule
    made_name   text        NOT NULL,
    made_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (kind, subject, level, code, first_day, edition)
);

CREATE INDEX briefs_newest ON briefs (last_day DESC, id DESC);

CREATE FUNCTION refuse_brief_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'archived reports are not changed';
END $$;

CREATE TRIGGER briefs_are_kept BEFORE UPDATE OR DELETE ON briefs
    FOR EACH ROW EXECUTE FUNCTION refuse_brief_change();

-- Who gets which report when. Times are the city's.
CREATE TABLE brief_schedules (
    id         bigint PRIMARY KEY,
    version    int         NOT NULL DEFAULT 1,
    kind       text        NOT NULL CHECK (kind IN ('daily', 'weekly', 'monthly', 'annual')),
    subject    text        NOT NULL CHECK (subject IN ('city', 'area', 'unit')),
    level      text        NOT NULL DEFAULT '',
    code       text        NOT NULL DEFAULT '',
    language   text        NOT NULL,
    on_day     int         NOT NULL CHECK (on_day BETWEEN 1 AND 28), -- of the week, the month or January; daily: 1
    hour       int         NOT NULL CHECK (hour BETWEEN 3 AND 23), -- not before the night's scan
    recipients bytea       NOT NULL, -- mailboxes, sealed
    active     boolean     NOT NULL DEFAULT true,
    done_until date        NOT NULL, -- last day of the last period that was dealt with
    made_by    bigint,
    made_name  text        NOT NULL,
    made_at    timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- What a schedule sent, once for each period however many servers run it.
CREATE TABLE brief_deliveries (
    schedule   bigint      NOT NULL REFERENCES brief_schedules ON DELETE CASCADE,
    kind       text        NOT NULL, -- as the schedule was then: a month begins on the same day as its first week may
    first_day  date        NOT NULL,
    brief      bigint      NOT NULL REFERENCES briefs,
    recipients int         NOT NULL,
    sent_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (schedule, kind, first_day)
);
