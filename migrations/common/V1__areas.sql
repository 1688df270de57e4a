-- Numbers by which running processes keep their time-ordered ids apart.
CREATE SEQUENCE node_numbers AS bigint;

-- The city's settings as its pack gave them: one row.
CREATE TABLE city (
    id         smallint    PRIMARY KEY DEFAULT 1 CHECK (id = 1),
    pack_id    text        NOT NULL,
    time_zone  text        NOT NULL,
    settings   jsonb       NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- What happened, for everything that follows along (caches, live pages, analysis). Read in the order (xid, id) and only up
-- to pg_snapshot_xmin: then no row appears later before one that was already read. NOTIFY is no more than a wake-up.
CREATE TABLE changes (
    id      bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    xid     xid8        NOT NULL DEFAULT pg_current_xact_id(),
    at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    topic   text        NOT NULL,
    key     text        NOT NULL DEFAULT '',
    payload jsonb       NOT NULL DEFAULT '{}'
);
CREATE INDEX changes_in_commit_order ON changes (xid, id);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER changes_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON changes
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Shapes by the SHA-256 of their bytes (extended WKB, little endian, SRID 4326): versions share what did not change.
CREATE TABLE geometries (
    hash bytea PRIMARY KEY,
    wkb  bytea NOT NULL
);

CREATE TABLE area_versions (
    id             bigint           PRIMARY KEY,
    label          text             NOT NULL,
    status         text             NOT NULL CHECK (status IN ('draft', 'published', 'retired')),
    effective_from date             NOT NULL,
    effective_to   date,            -- exclusive; equal to effective_from: never in force any more
    content_hash   bytea            NOT NULL,
    note           text             NOT NULL DEFAULT '',
    origin_lon     float8           NOT NULL,
    origin_lat     float8           NOT NULL,
    grid_k         int              NOT NULL,
    levels         jsonb            NOT NULL,
    area_count     int              NOT NULL,
    report         jsonb            NOT NULL DEFAULT '{}',
    created_at     timestamptz      NOT NULL DEFAULT clock_timestamp(),
    published_at   timestamptz,
    retired_at     timestamptz,
    CHECK (effective_to >= effective_from),
    CHECK ((status = 'draft') = (published_at IS NULL)),
    -- At no date are two versions in force.
    CONSTRAINT one_version_a_day EXCLUDE USING gist (daterange(effective_from, effective_to) WITH &&)
        WHERE (status <> 'draft') DEFERRABLE INITIALLY DEFERRED
);

-- Every switch, in the database's clock; never edited.
CREATE TABLE area_activations (
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    action      text        NOT NULL CHECK (action IN ('publish', 'roll_back')),
    version_id  bigint      NOT NULL REFERENCES area_versions,
    replaced_id bigint      REFERENCES area_versions,
    effective_from date     NOT NULL,
    moved       jsonb       NOT NULL DEFAULT '[]',
    note        text        NOT NULL DEFAULT ''
);

CREATE TRIGGER area_activations_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON area_activations
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE areas (
    version_id     bigint   NOT NULL REFERENCES area_versions ON DELETE CASCADE,
    ordinal        int      NOT NULL,
    level          smallint NOT NULL CHECK (level BETWEEN 1 AND 6),
    code           text     NOT NULL,
    parent_ordinal int,
    name           jsonb    NOT NULL,
    attributes     jsonb    NOT NULL,
    area_m2        float8   NOT NULL,
    label_lon      float8   NOT NULL,
    label_lat      float8   NOT NULL,
    min_lon        float8   NOT NULL,
    min_lat        float8   NOT NULL,
    max_lon        float8   NOT NULL,
    max_lat        float8   NOT NULL,
    shape_hash     bytea    NOT NULL, -- in geometries; without a foreign key: it would cost seconds at every import
    own_hash       bytea,             -- the part that no child covers; null: the whole shape
    PRIMARY KEY (version_id, ordinal),
    UNIQUE (version_id, level, code)
);

CREATE TABLE overlay_layers (
    version_id       bigint NOT NULL REFERENCES area_versions ON DELETE CASCADE,
    ordinal          int    NOT NULL,
    id               text   NOT NULL,
    name             jsonb  NOT NULL,
    kind             text   NOT NULL CHECK (kind IN ('polygon', 'line')),
    tolerance_metres float8 NOT NULL,
    PRIMARY KEY (version_id, ordinal),
    UNIQUE (version_id, id)
);

CREATE TABLE overlay_features (
    version_id    bigint NOT NULL,
    layer_ordinal int    NOT NULL,
    ordinal       int    NOT NULL,
    code          text   NOT NULL,
    name          jsonb  NOT NULL,
    attributes    jsonb  NOT NULL,
    shape_hash    bytea  NOT NULL,
    PRIMARY KEY (version_id, layer_ordinal, ordinal),
    FOREIGN KEY (version_id, layer_ordinal) REFERENCES overlay_layers ON DELETE CASCADE
);
