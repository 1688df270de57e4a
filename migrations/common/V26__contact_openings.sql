-- Who asked to open more petitioners' contacts than the city lets one person open, and what a second person said.
CREATE TABLE contact_openings (
    id         bigint      PRIMARY KEY,
    account    bigint      NOT NULL,
    name       text        NOT NULL,
    unit       text,
    reason     text        NOT NULL,
    asked_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    decided_at timestamptz,
    decided_by bigint,
    decider    text,
    granted    boolean,
    until      timestamptz, -- granted ones hold until then
    CHECK (decided_by <> account)
);
CREATE UNIQUE INDEX one_question_an_account ON contact_openings (account) WHERE decided_at IS NULL;
CREATE INDEX contact_openings_granted ON contact_openings (account, until) WHERE granted;
