-- Calls that operators answer. Numbers are sealed and found by the keyed hash that finds petitioners too, so that whoever
-- erases a person finds the calls of the same number.
CREATE TABLE calls (
    id           bigint PRIMARY KEY,
    call_id      text        NOT NULL UNIQUE, -- of the telephone system
    caller       bytea,                       -- null when the number was withheld
    caller_index bytea,
    recording    text,
    operator     bigint,                      -- the account that has it; null while anybody may take it
    state        text        NOT NULL CHECK (state IN ('waiting', 'open', 'ended')),
    received_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    opened_at    timestamptz,
    ended_at     timestamptz
);
CREATE INDEX calls_running ON calls (id) WHERE state <> 'ended';
CREATE INDEX calls_of_caller ON calls (caller_index, id) WHERE caller_index IS NOT NULL;

CREATE TABLE call_requests (
    call    bigint      NOT NULL REFERENCES calls ON DELETE CASCADE,
    number  text        NOT NULL,
    filed   boolean     NOT NULL, -- made in this call; else an earlier one that the call was about
    tied_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (call, number)
);
CREATE INDEX call_requests_of_number ON call_requests (number);

-- What operators and citizens can read up. The row is the newest version; all versions are kept beside it.
CREATE TABLE articles (
    code       text PRIMARY KEY,
    version    int         NOT NULL,
    title      jsonb       NOT NULL,
    body       jsonb       NOT NULL,
    categories text[]      NOT NULL,
    units      text[]      NOT NULL,
    valid_from date,
    valid_to   date,                  -- the last day, inclusive
    published  boolean     NOT NULL,  -- whether citizens read it
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    changed_by text        NOT NULL,
    grams      tsvector    NOT NULL   -- made by the program: words, and pairs of Chinese characters
);
CREATE INDEX articles_grams ON articles USING gin (grams);

CREATE TABLE article_versions (
    code       text        NOT NULL REFERENCES articles,
    version    int         NOT NULL,
    title      jsonb       NOT NULL,
    body       jsonb       NOT NULL,
    categories text[]      NOT NULL,
    units      text[]      NOT NULL,
    valid_from date,
    valid_to   date,
    published  boolean     NOT NULL,
    changed_at timestamptz NOT NULL,
    changed_by text        NOT NULL,
    PRIMARY KEY (code, version)
);

-- Which version of an article a consultation was answered with.
CREATE TABLE article_uses (
    number  text        NOT NULL,
    code    text        NOT NULL,
    version int         NOT NULL,
    used_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (number, code),
    FOREIGN KEY (code, version) REFERENCES article_versions
);

-- Something that many will call about: with an outline, a message for those who call, and a request that theirs follow.
CREATE TABLE incidents (
    id           bigint PRIMARY KEY,
    kind         text        NOT NULL CHECK (kind IN ('incident', 'notice')),
    source_ref   text UNIQUE,           -- number of a planned outage where it comes from
    title        jsonb       NOT NULL,
    message      jsonb       NOT NULL,
    categories   text[]      NOT NULL,
    outline      jsonb       NOT NULL,  -- GeoJSON polygon, WGS 84
    bounds       box         NOT NULL,  -- of the outline, degrees
    starts_at    timestamptz NOT NULL,
    expected_end timestamptz,
    ended_at     timestamptz,
    answer       text,                  -- what those who called were told at the end
    parent       text,                  -- number of the request that others follow; null for a notice nobody called about yet
    version      int         NOT NULL DEFAULT 1,
    CHECK (expected_end IS NULL OR expected_end > starts_at)
);
CREATE INDEX incidents_bounds ON incidents USING gist (bounds) WHERE ended_at IS NULL;
