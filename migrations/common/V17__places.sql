-- What citizens go to: categories as a tree, matters that can be done, and the places. A place's facts are one JSON object,
-- so that a version is one value; what is searched or drawn stands beside it.
CREATE TABLE place_categories (
    code   text PRIMARY KEY,
    rank   int   NOT NULL UNIQUE, -- the order in which they are shown; a parent comes before its children
    parent text REFERENCES place_categories,
    name   jsonb NOT NULL,
    icon   text  NOT NULL,
    duty   text                   -- for what the places below are in charge of areas: police_station …
);

CREATE TABLE matters (
    code  text PRIMARY KEY,
    rank  int   NOT NULL UNIQUE,
    facts jsonb NOT NULL
);

-- What is published now.
CREATE TABLE places (
    code       text PRIMARY KEY,
    version    int         NOT NULL,
    name       jsonb       NOT NULL,
    category   text        NOT NULL,
    unit       text,
    position   point       NOT NULL,
    facts      jsonb       NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    changed_by text        NOT NULL -- account:17, pack, demo
);
CREATE INDEX places_position ON places USING gist (position);
CREATE INDEX places_category ON places (category);
CREATE INDEX places_unit ON places (unit);

-- All that was ever published; the last of a place that was withdrawn has no facts.
CREATE TABLE place_versions (
    code       text        NOT NULL,
    version    int         NOT NULL,
    facts      jsonb,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    changed_by text        NOT NULL,
    PRIMARY KEY (code, version)
);

CREATE FUNCTION refuse_change_of_place_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'versions of places are history';
END $$;
CREATE TRIGGER place_versions_are_history BEFORE UPDATE OR DELETE ON place_versions
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_place_version();

-- What staff prepare; at most one of a place. Without facts the place shall be withdrawn.
CREATE TABLE place_drafts (
    code       text PRIMARY KEY,
    base       int         NOT NULL, -- the version it was made from; 0 for a new place
    facts      jsonb,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    changed_by text        NOT NULL
);

-- How to invent the places of a demo city; done once, when the areas are there.
CREATE TABLE place_demo (
    id       smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
    settings text    NOT NULL,
    made     boolean NOT NULL DEFAULT false
);
