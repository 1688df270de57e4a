-- Figures from elsewhere, by area, point or day: what counts of requests are related to. A version that was published is never changed.
CREATE TABLE outside_datasets (
    id         bigint PRIMARY KEY,
    name       text        NOT NULL,
    kind       text        NOT NULL CHECK (kind IN ('denominator', 'rate', 'covariate')),
    keyed      text        NOT NULL CHECK (keyed IN ('area', 'point', 'day')),
    level      text, -- of the areas; null by day
    residents  boolean     NOT NULL DEFAULT false, -- what figures per 10,000 residents divide by
    current    int         NOT NULL, -- the version that is shown
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK ((keyed = 'day') = (level IS NULL)),
    CHECK (NOT residents OR (kind = 'denominator' AND keyed <> 'day'))
);
CREATE UNIQUE INDEX outside_datasets_name ON outside_datasets (lower(name));
CREATE UNIQUE INDEX outside_datasets_residents ON outside_datasets (residents) WHERE residents;

CREATE TABLE outside_versions (
    dataset        bigint      NOT NULL REFERENCES outside_datasets ON DELETE CASCADE,
    version        int         NOT NULL CHECK (version > 0),
    source         text        NOT NULL, -- who made the figures
    licence        text        NOT NULL,
    unit           text        NOT NULL, -- what a figure counts or is measured in
    as_of          date        NOT NULL, -- the day that the figures describe; by day: when they were taken
    synthetic      boolean     NOT NULL, -- invented, and to be said so
    file           text        NOT NULL,
    sha256         text        NOT NULL, -- of the file, hexadecimal
    area_version   text, -- by whose codes or shapes it was read
    crs            text, -- of points
    columns        jsonb       NOT NULL, -- ours: the file's
    row_count      int         NOT NULL,
    key_count      int         NOT NULL, -- areas or days that have a figure
    published_by   bigint, -- an account; null: the program
    published_name text        NOT NULL,
    published_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (dataset, version)
);

CREATE TABLE outside_values (
    dataset bigint           NOT NULL,
    version int              NOT NULL,
    key     text             NOT NULL, -- code of an area, or a day (ISO 8601)
    value   double precision NOT NULL,
    PRIMARY KEY (dataset, version, key),
    FOREIGN KEY (dataset, version) REFERENCES outside_versions ON DELETE CASCADE
);
