-- Incidents as they are worked with; nothing was written into the table before.
ALTER TABLE incidents
    ADD COLUMN state      text        NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'ended', 'cancelled')),
    ADD COLUMN named      text,       -- area:level:code or overlay:layer:code when the outline was taken from there
    ADD COLUMN unit       text,       -- the unit of whoever made it; null for the whole city's staff
    ADD COLUMN source     text,       -- who announced a planned outage
    ADD COLUMN work       text,       -- its kind there
    ADD COLUMN parent_id  bigint,     -- id of the request that others follow
    ADD COLUMN changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    ADD COLUMN changed_by text        NOT NULL DEFAULT 'system',
    ALTER COLUMN answer TYPE jsonb USING to_jsonb(answer), -- by language
    DROP CONSTRAINT incidents_source_ref_key,
    ADD UNIQUE (source, source_ref),
    ADD CHECK ((state = 'open') = (ended_at IS NULL)),
    ADD CHECK ((parent IS NULL) = (parent_id IS NULL));
DROP INDEX incidents_bounds;
CREATE INDEX incidents_bounds ON incidents USING gist (bounds) WHERE state = 'open';
CREATE INDEX incidents_ending ON incidents (expected_end) WHERE state = 'open' AND kind = 'notice';

-- Every state that an incident was in. Never edited.
CREATE TABLE incident_versions (
    id         bigint      NOT NULL REFERENCES incidents,
    version    int         NOT NULL,
    record     jsonb       NOT NULL, -- the row as it was
    changed_at timestamptz NOT NULL,
    changed_by text        NOT NULL,
    PRIMARY KEY (id, version)
);
CREATE TRIGGER incident_versions_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON incident_versions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Citizens who follow a published request instead of filing the same again. The number is the request's, the code their own.
CREATE TABLE request_followers (
    id         bigint      PRIMARY KEY,
    month      int         NOT NULL,
    request_id bigint      NOT NULL,
    code_hash  bytea       NOT NULL UNIQUE, -- keyed hash of number and code, as for requests
    petitioner bigint      REFERENCES petitioners ON DELETE CASCADE, -- null: follows without being told
    language   text        NOT NULL,
    since      timestamptz NOT NULL
);
CREATE INDEX request_followers_of_request ON request_followers (request_id);
CREATE INDEX request_followers_of_petitioner ON request_followers (petitioner, since) WHERE petitioner IS NOT NULL;
