-- Months of requests that are put away: their partitions leave the tables and stay, whole, in the schema "archive", from where
-- they can be dumped and dropped. The hashes of their events stay, so that the signed heads still prove what is left.
CREATE SCHEMA IF NOT EXISTS archive;

CREATE TABLE archived_months (
    month    int         PRIMARY KEY,
    at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    requests bigint      NOT NULL,
    events   bigint      NOT NULL
);

CREATE TABLE archived_events (
    xid        xid8   NOT NULL,
    request_id bigint NOT NULL,
    seq        int    NOT NULL,
    hash       bytea  NOT NULL,
    PRIMARY KEY (xid, request_id, seq)
);
CREATE TRIGGER archived_events_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON archived_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Puts a month away: true when it did, false when it is not there, or somebody still works on one of its requests. Waits a few
-- seconds at most for those who use the tables just then.
CREATE FUNCTION archive_request_month(month_away int) RETURNS boolean LANGUAGE plpgsql SET lock_timeout = '5s' AS $$
DECLARE
    parent text;
    part   text;
    open   boolean;
    many   bigint;
    events bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(7230045, month_away);
    IF to_regclass('requests_' || month_away) IS NULL OR to_regclass('archive.requests_' || month_away) IS NOT NULL THEN
        RETURN false;
    END IF;
    -- who writes to the month is waited for, and comes after: what is looked at, copied and detached is the same
    FOREACH parent IN ARRAY ARRAY['requests', 'request_events', 'request_values', 'request_parties', 'request_clocks',
                                  'request_decisions'] LOOP
        EXECUTE format('LOCK TABLE %I IN SHARE ROW EXCLUSIVE MODE', parent || '_' || month_away);
    END LOOP;
    SELECT count(*), coalesce(bool_or(ended_at IS NULL OR coalesce(callback_open, false)), false) INTO many, open
        FROM requests WHERE month = month_away;
    IF open OR EXISTS (SELECT FROM request_clocks WHERE month = month_away) THEN
        RETURN false;
    END IF;
    INSERT INTO archived_events (xid, request_id, seq, hash)
        SELECT xid, request_id, seq, hash FROM request_events WHERE month = month_away;
    GET DIAGNOSTICS events = ROW_COUNT;
    FOREACH parent IN ARRAY ARRAY['request_decisions', 'request_clocks', 'request_parties', 'request_values', 'request_events',
                                  'requests'] LOOP
        part := parent || '_' || month_away;
        EXECUTE format('ALTER TABLE %I DETACH PARTITION %I', parent, part);
        EXECUTE format('ALTER TABLE %I SET SCHEMA archive', part);
    END LOOP;
    INSERT INTO archived_months (month, requests, events) VALUES (month_away, many, events)
        ON CONFLICT (month) DO UPDATE SET requests = archived_months.requests + excluded.requests,
            events = archived_months.events + excluded.events, at = clock_timestamp();
    RETURN true;
END $$;
