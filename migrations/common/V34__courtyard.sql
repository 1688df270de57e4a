-- The online courtyard: a community's notices, and residents' micro-proposals from the first word to the reason why they were closed.

CREATE TABLE courtyard_notices (
    id           bigint      PRIMARY KEY,
    area         text        NOT NULL,                  -- code of the community
    title        jsonb       NOT NULL,                  -- by language
    words        jsonb       NOT NULL,
    first_day    date        NOT NULL,
    last_day     date        NOT NULL CHECK (last_day >= first_day),
    withdrawn_at timestamptz,
    version      int         NOT NULL DEFAULT 1,
    created_by   bigint,
    updated_at   timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX courtyard_notices_by_area ON courtyard_notices (area, last_day) WHERE withdrawn_at IS NULL;

-- What a resident proposes. Its words are changed only while nobody but its author and the staff have read them.
CREATE TABLE courtyard_proposals (
    id           bigint      PRIMARY KEY,
    area         text        NOT NULL,                  -- code of the community
    account      bigint      REFERENCES accounts ON DELETE SET NULL, -- never shown
    nickname     text,                                  -- shown when its author chose one
    title        text        NOT NULL,
    words        text        NOT NULL,
    lon          float8,                                -- null: the whole community
    lat          float8,
    place        text,                                  -- the place in words
    tell         boolean     NOT NULL,                  -- the author wants messages
    language     text        NOT NULL,
    state        text        NOT NULL CHECK (state IN
                     ('waiting', 'refused', 'published', 'adopted', 'declined', 'closed', 'withdrawn')),
    sent         int         NOT NULL DEFAULT 1,        -- how often it was handed in
    answer_by    date,                                  -- since it is public
    request      bigint,                                -- what it became
    task         bigint,
    outcome      text        CHECK (outcome IN ('implemented', 'partly_implemented', 'not_implemented')),
    version      int         NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL,
    published_at timestamptz,
    CHECK ((lon IS NULL) = (lat IS NULL)),
    CHECK (state NOT IN ('published', 'adopted', 'declined', 'closed') OR published_at IS NOT NULL AND answer_by IS NOT NULL),
    CHECK (request IS NULL OR task IS NULL),
    CHECK ((request IS NOT NULL OR task IS NOT NULL) = (state IN ('adopted', 'closed'))),
    CHECK ((outcome IS NOT NULL) = (state = 'closed'))
);
CREATE INDEX courtyard_proposals_public ON courtyard_proposals (area, published_at DESC)
    WHERE state IN ('published', 'adopted', 'declined', 'closed');
CREATE INDEX courtyard_proposals_of_account ON courtyard_proposals (account, created_at);
CREATE INDEX courtyard_proposals_to_do ON courtyard_proposals (state, area)
    WHERE state IN ('waiting', 'published', 'adopted');

-- What happened to a proposal, as people read it: added to, never edited. Of whoever proposed it there is nothing here.
CREATE TABLE courtyard_events (
    proposal bigint      NOT NULL,
    seq      int         NOT NULL,
    at       timestamptz NOT NULL,
    kind     text        NOT NULL CHECK (kind IN ('proposed', 'mended', 'refused', 'published', 'adopted', 'declined', 'closed',
                 'withdrawn', 'taken_down')),
    words    text,                                      -- the reason that staff gave
    author   text        NOT NULL CHECK (author IN ('resident', 'community')),
    staff    bigint,                                    -- whose account; not shown
    PRIMARY KEY (proposal, seq)
);
CREATE TRIGGER courtyard_events_are_history BEFORE UPDATE OR DELETE OR TRUNCATE ON courtyard_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- One voice per confirmed resident.
CREATE TABLE courtyard_supports (
    proposal bigint      NOT NULL REFERENCES courtyard_proposals ON DELETE CASCADE,
    account  bigint      NOT NULL REFERENCES accounts ON DELETE CASCADE,
    tell     boolean     NOT NULL,
    language text        NOT NULL,
    at       timestamptz NOT NULL,
    PRIMARY KEY (proposal, account)
);
CREATE INDEX courtyard_supports_of_account ON courtyard_supports (account);

-- Who says that a public proposal should not be there, and why; seen by staff only.
CREATE TABLE courtyard_reports (
    proposal   bigint      NOT NULL REFERENCES courtyard_proposals ON DELETE CASCADE,
    account    bigint      NOT NULL REFERENCES accounts ON DELETE CASCADE,
    words      text        NOT NULL,
    at         timestamptz NOT NULL,
    settled_at timestamptz,
    settled_by bigint,
    PRIMARY KEY (proposal, account)
);
CREATE INDEX courtyard_reports_open ON courtyard_reports (proposal) WHERE settled_at IS NULL;
CREATE INDEX courtyard_reports_of_account ON courtyard_reports (account);
