-- Words about a request that somebody read and released for the public. Nothing else that petitioners say is ever published.
CREATE TABLE published_texts (
    month       int         NOT NULL,
    request_id  bigint      NOT NULL,
    text        text        NOT NULL,
    reviewed_by bigint      NOT NULL, -- account
    reviewed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (month, request_id)
);

-- What changed last, for systems that keep a copy; an ended request changed when it ended.
CREATE INDEX requests_changed ON requests ((coalesce(ended_at, updated_at)));
-- What is still open, the newest first.
CREATE INDEX requests_open ON requests (month, id) WHERE ended_at IS NULL;
