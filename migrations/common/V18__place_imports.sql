-- Tables of places that were uploaded: what was found, and what publishing them would change.
CREATE TABLE place_imports (
    id            bigint PRIMARY KEY,
    file          text        NOT NULL,
    state         text        NOT NULL CHECK (state IN ('open', 'published', 'discarded')),
    rows          int         NOT NULL,
    error_count   int         NOT NULL,
    warning_count int         NOT NULL,
    errors        jsonb       NOT NULL, -- the first thousand
    warnings      jsonb       NOT NULL, -- the first thousand
    fresh         int         NOT NULL,
    changed       int         NOT NULL,
    gone          int         NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by    text        NOT NULL
);

CREATE TABLE place_import_changes (
    import bigint NOT NULL REFERENCES place_imports ON DELETE CASCADE,
    code   text   NOT NULL,
    kind   text   NOT NULL CHECK (kind IN ('new', 'changed', 'gone')),
    seen   int    NOT NULL, -- the version that it was compared with
    fields text[] NOT NULL,
    facts  jsonb,
    PRIMARY KEY (import, code)
);
