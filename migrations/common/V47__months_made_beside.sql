-- Makes the partitions of a month; harmless when they are there. A partition is made beside its table and then attached, which lets
-- others read and write the table meanwhile; CREATE TABLE … PARTITION OF locked it whole, and met those who file in a deadlock.
CREATE OR REPLACE FUNCTION make_request_month(month int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    parent text;
    part   text;
BEGIN
    PERFORM pg_advisory_xact_lock(7230045, month);
    FOREACH parent IN ARRAY ARRAY['requests', 'request_events', 'request_values', 'request_parties', 'request_clocks',
                                  'request_decisions'] LOOP
        part := parent || '_' || month;
        IF to_regclass(format('%I', part)) IS NULL THEN
            EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', part, parent);
            -- known to hold for every row there is, so that attaching looks at none
            EXECUTE format('ALTER TABLE %I ADD CONSTRAINT of_month CHECK (month IS NOT NULL AND month = %s)', part, month);
            EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES IN (%s)', parent, part, month);
            EXECUTE format('ALTER TABLE %I DROP CONSTRAINT of_month', part);
        END IF;
    END LOOP;
    IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = to_regclass(format('%I', 'request_events_' || month))
                   AND tgname = 'request_events_are_append_only') THEN
        EXECUTE format('CREATE TRIGGER request_events_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
                        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', 'request_events_' || month);
    END IF;
END $$;
