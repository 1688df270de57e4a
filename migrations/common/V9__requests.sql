-- Requests and their life. Everything that belongs to one request has the key (month, id): the month (YYYYMM, UTC) follows
-- from the time-ordered id, and tables are partitioned by it.
CREATE TABLE requests (
    month            int         NOT NULL,
    id               bigint      NOT NULL,
    number           text        NOT NULL,
    code_hash        bytea       NOT NULL, -- keyed hash of the query code
    version          int         NOT NULL, -- seq of its last event
    updated_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- who has it open just now: a lease, not history
    claimed_by       bigint,
    claimed_until    timestamptz,
    -- from here on: the fields that events set
    state            text        NOT NULL,
    received_at      timestamptz NOT NULL,
    channel          text        NOT NULL,
    hotline          text,
    source_ref       text,
    kind             text,
    category         text,
    urgency          text,
    language         text,
    sensitive        boolean,
    anonymous        boolean,
    petitioner       bigint,
    location_kind    text        NOT NULL,
    lon              float8,
    lat              float8,
    accuracy_m       float8,
    raw_x            float8,
    raw_y            float8,
    raw_crs          text,
    ambiguous        boolean,
    low_confidence   boolean,
    area_version     text,
    area_1           text,
    area_2           text,
    area_3           text,
    area_4           text,
    area_5           text,
    area_6           text,
    queue_reason     text,
    unit             text,
    handler          bigint,
    dispatched_by    text,
    dispatched_at    timestamptz,
    dispatch_count   int,
    locked           boolean,
    diversion        text,
    deadline         timestamptz,
    accepted_at      timestamptz,
    contacted_at     timestamptz,
    handled_at       timestamptz,
    ended_at         timestamptz,
    outcome          text,
    suspended_at     timestamptz,
    review_at        timestamptz,
    extension_asked  timestamptz,
    extension_count  int,
    supervised       boolean,
    overdue          boolean,
    rework_count     int,
    callback_open    boolean,
    callback_attempts int,
    called_back_at   timestamptz,
    called_back_for  text,
    contacted        boolean,
    solved           boolean,
    satisfaction     text,
    unreached        text,
    parent           bigint,
    relation         text,
    position         point GENERATED ALWAYS AS (point(lon, lat)) STORED,
    PRIMARY KEY (month, id)
) PARTITION BY LIST (month);
CREATE UNIQUE INDEX requests_number ON requests (number, month);
CREATE INDEX requests_in_queue ON requests (id) WHERE queue_reason IS NOT NULL;
CREATE INDEX requests_with_unit ON requests (unit, deadline, id)
    WHERE state IN ('dispatched', 'disputed', 'accepted', 'in_progress', 'suspended');
CREATE INDEX requests_to_call ON requests (handled_at, id) WHERE callback_open;
CREATE INDEX requests_disputed ON requests (id) WHERE state = 'disputed';
CREATE INDEX requests_of_unit ON requests (unit, id);
CREATE INDEX requests_of_category ON requests (category, id);
CREATE INDEX requests_of_area_1 ON requests (area_1, id);
CREATE INDEX requests_of_area_2 ON requests (area_2, id);
CREATE INDEX requests_of_area_3 ON requests (area_3, id);
CREATE INDEX requests_of_petitioner ON requests (petitioner, id) WHERE petitioner IS NOT NULL;
CREATE INDEX requests_of_parent ON requests (parent) WHERE parent IS NOT NULL;
CREATE INDEX requests_position ON requests USING gist (position);
CREATE INDEX requests_called_back ON requests (called_back_at) WHERE called_back_at IS NOT NULL;

-- What happened: canonical JSON, chained by hash. Never edited.
CREATE TABLE request_events (
    month      int    NOT NULL,
    request_id bigint NOT NULL,
    seq        int    NOT NULL,
    body       bytea  NOT NULL,
    hash       bytea  NOT NULL,
    xid        xid8   NOT NULL DEFAULT pg_current_xact_id(),
    PRIMARY KEY (month, request_id, seq)
) PARTITION BY LIST (month);
CREATE INDEX request_events_in_commit_order ON request_events (xid, request_id, seq);

-- Values that events only commit to: deleting the row erases the value and leaves the chain whole.
CREATE TABLE request_values (
    month      int    NOT NULL,
    request_id bigint NOT NULL,
    name       text   NOT NULL, -- text, address, 4.reply …: the event's seq where it is not the first
    salt       bytea  NOT NULL,
    value      text   NOT NULL,
    PRIMARY KEY (month, request_id, name)
) PARTITION BY LIST (month);

CREATE TABLE request_parties (
    month         int         NOT NULL,
    request_id    bigint      NOT NULL,
    unit          text        NOT NULL,
    role          text        NOT NULL,
    status        text        NOT NULL,
    asked_at      timestamptz NOT NULL,
    due_at        timestamptz,
    answered_at   timestamptz,
    score_by_lead smallint,
    score_of_lead smallint,
    PRIMARY KEY (month, request_id, unit, role)
) PARTITION BY LIST (month);
CREATE INDEX request_parties_of_unit ON request_parties (unit, role, status, request_id);

-- Clocks that run; gone when they ended.
CREATE TABLE request_clocks (
    month      int         NOT NULL,
    request_id bigint      NOT NULL,
    clock      text        NOT NULL,
    subject    text        NOT NULL DEFAULT '',
    started_at timestamptz NOT NULL,
    due_at     timestamptz NOT NULL,
    paused_at  timestamptz,
    next_at    timestamptz, -- when it says something next; null while paused or when it has said all
    warned     boolean     NOT NULL DEFAULT false,
    PRIMARY KEY (month, request_id, clock, subject)
) PARTITION BY LIST (month);
CREATE INDEX request_clocks_next ON request_clocks (next_at) WHERE next_at IS NOT NULL;

-- Every decision of the catalogue, with all that it followed from (for replay) and what was said then.
CREATE TABLE request_decisions (
    month      int         NOT NULL,
    request_id bigint      NOT NULL,
    seq        int         NOT NULL, -- the event that it led to
    decided_at timestamptz NOT NULL,
    rule       text,
    unit       text,
    record     jsonb       NOT NULL,
    shown      jsonb       NOT NULL,
    PRIMARY KEY (month, request_id, seq)
) PARTITION BY LIST (month);

-- Makes the partitions of a month; harmless when they are there.
CREATE FUNCTION make_request_month(month int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    parent text;
BEGIN
    PERFORM pg_advisory_xact_lock(7230045, month);
    FOREACH parent IN ARRAY ARRAY['requests', 'request_events', 'request_values', 'request_parties', 'request_clocks',
                                  'request_decisions'] LOOP
        IF to_regclass(format('%I', parent || '_' || month)) IS NULL THEN
            EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES IN (%s)', parent || '_' || month, parent, month);
        END IF;
    END LOOP;
    IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = to_regclass(format('%I', 'request_events_' || month))
                   AND tgname = 'request_events_are_append_only') THEN
        EXECUTE format('CREATE TRIGGER request_events_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
                        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', 'request_events_' || month);
    END IF;
END $$;
CREATE TRIGGER request_events_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON request_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Who makes requests: residents and enterprises. Everything that tells who they are is sealed.
CREATE TABLE petitioners (
    id          bigint      PRIMARY KEY,
    kind        text        NOT NULL CHECK (kind IN ('resident', 'enterprise')),
    account     bigint,     -- of accounts, when they have one
    name        bytea,
    phone       bytea,
    email       bytea,
    address     bytea,
    phone_index bytea,      -- keyed hash: found without being read
    email_index bytea,
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX petitioners_by_phone ON petitioners (phone_index) WHERE phone_index IS NOT NULL;
CREATE INDEX petitioners_by_email ON petitioners (email_index) WHERE email_index IS NOT NULL;
CREATE INDEX petitioners_by_account ON petitioners (account) WHERE account IS NOT NULL;

-- Sequence numbers of a day, given out in blocks so that intake never waits for another.
CREATE TABLE request_numbers (
    day  date PRIMARY KEY,
    next int  NOT NULL
);

-- Requests that another system brought, by its own reference: imported once.
CREATE TABLE imported_requests (
    source     text   NOT NULL,
    ref        text   NOT NULL,
    request_id bigint NOT NULL,
    PRIMARY KEY (source, ref)
);

-- Wrong query codes, by number of the request.
CREATE TABLE query_code_failures (
    number       text        PRIMARY KEY,
    failures     int         NOT NULL,
    locked_until timestamptz
);

-- Signed heads over all chains: each covers the events committed since the one before, in commit order.
CREATE TABLE history_heads (
    id        bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at        timestamptz NOT NULL,
    below_xid xid8        NOT NULL, -- covers all events of earlier transactions
    events    bigint      NOT NULL, -- of these since the last head
    digest    bytea       NOT NULL, -- SHA-256 over the last digest and the hashes of those events
    key_id    text        NOT NULL,
    signature bytea       NOT NULL
);
CREATE TRIGGER history_heads_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON history_heads
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
