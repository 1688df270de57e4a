-- Files of requests that other systems kept. Who had a request there, and whom our catalogue named, stand beside its reference,
-- so that both can be compared whatever becomes of the request here.
ALTER TABLE imported_requests
    ADD COLUMN imported_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    ADD COLUMN category    text,
    ADD COLUMN agency      text,    -- as written there
    ADD COLUMN unit        text,    -- the unit of this city that the agency is
    ADD COLUMN decided     text,    -- the unit that the catalogue names
    ADD COLUMN agrees      boolean; -- null where one of the two is not known

CREATE TABLE request_imports (
    id         bigint      PRIMARY KEY,
    source     text        NOT NULL,
    file_name  text        NOT NULL,
    started_by text        NOT NULL, -- account:17, or system for the command line
    dry_run    boolean     NOT NULL,
    state      text        NOT NULL CHECK (state IN ('running', 'done', 'failed')),
    started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    rows_read  bigint      NOT NULL DEFAULT 0,
    imported   bigint      NOT NULL DEFAULT 0,
    existing   bigint      NOT NULL DEFAULT 0, -- were here already: left as they are
    skipped    bigint      NOT NULL DEFAULT 0, -- no requests, by the mapping
    bad        bigint      NOT NULL DEFAULT 0,
    message    text                            -- why it failed
);

-- Rows that could not be imported, without anything personal.
CREATE TABLE request_import_faults (
    import bigint NOT NULL REFERENCES request_imports ON DELETE CASCADE,
    line   bigint NOT NULL,
    field  text   NOT NULL,
    code   text   NOT NULL,
    reason text   NOT NULL,
    PRIMARY KEY (import, line)
);
