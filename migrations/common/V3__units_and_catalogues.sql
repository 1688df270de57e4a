-- Organisations that can be given work. Replaced as a whole by import; the parent is checked at the end of the transaction.
CREATE TABLE units (
    code            text  PRIMARY KEY,
    ordinal         int   NOT NULL,
    kind            text  NOT NULL,
    name            jsonb NOT NULL,
    parent          text  REFERENCES units DEFERRABLE INITIALLY DEFERRED,
    level           text,
    area            text,
    overlay         text,
    overlay_feature text,
    role            text,
    contacts        jsonb NOT NULL,
    CHECK ((level IS NULL) = (area IS NULL)),
    CHECK ((overlay IS NULL) = (overlay_feature IS NULL))
);
CREATE INDEX units_by_area ON units (level, area);
CREATE INDEX units_by_parent ON units (parent);

CREATE TABLE categories (
    code        text   PRIMARY KEY,
    ordinal     int    NOT NULL,
    parent      text   REFERENCES categories DEFERRABLE INITIALLY DEFERRED,
    name        jsonb  NOT NULL,
    urgency     text,
    publication text   CHECK (publication IN ('point', 'coarse', 'none')),
    flags       text[] NOT NULL
);
CREATE INDEX categories_by_parent ON categories (parent);

CREATE TABLE hotlines (
    code     text  PRIMARY KEY,
    ordinal  int   NOT NULL,
    number   text  NOT NULL,
    name     jsonb NOT NULL,
    operator jsonb NOT NULL
);

-- Holidays and make-up days as their file has them: one row.
CREATE TABLE working_calendar (
    id         smallint    PRIMARY KEY DEFAULT 1 CHECK (id = 1),
    yaml       text        NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Responsibility catalogues as written, with the examples that must hold. At most one is published.
CREATE TABLE catalogues (
    id           bigint      PRIMARY KEY,
    label        text        NOT NULL,
    status       text        NOT NULL CHECK (status IN ('draft', 'published', 'retired')),
    yaml         text        NOT NULL,
    spec_yaml    text,
    hash         text        NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    published_at timestamptz,
    retired_at   timestamptz,
    CHECK ((status = 'draft') = (published_at IS NULL))
);
CREATE UNIQUE INDEX one_published_catalogue ON catalogues (status) WHERE status = 'published';

-- What a catalogue was compiled against, by the fingerprint that decisions carry: enough to compile it again and replay.
CREATE TABLE routing_contexts (
    fingerprint text        PRIMARY KEY,
    content     jsonb       NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);
