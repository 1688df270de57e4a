-- Places by name, as the pack brought them: one set, replaced as a whole. Not tied to area versions.
CREATE TABLE gazetteer (
    id         smallint    PRIMARY KEY DEFAULT 1 CHECK (id = 1),
    revision   bigint      NOT NULL, -- changes with every replacement
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE roads (
    code     text  PRIMARY KEY,
    name     jsonb NOT NULL,
    position point NOT NULL, -- on the line, near its middle
    line     bytea NOT NULL  -- extended WKB
);

CREATE TABLE compounds (
    code      text  PRIMARY KEY,
    name      jsonb NOT NULL,
    position  point NOT NULL, -- inside
    footprint bytea NOT NULL  -- extended WKB
);

CREATE TABLE intersections (
    code     text  PRIMARY KEY,
    road_1   text,
    road_2   text,
    name     jsonb NOT NULL,
    position point NOT NULL
);

CREATE TABLE addresses (
    code     text  PRIMARY KEY,
    road     text,
    number   text,
    compound text,
    building text,
    name     jsonb NOT NULL,
    position point NOT NULL
);

CREATE INDEX roads_position ON roads USING gist (position);
CREATE INDEX compounds_position ON compounds USING gist (position);
CREATE INDEX intersections_position ON intersections USING gist (position);
CREATE INDEX addresses_position ON addresses USING gist (position);
