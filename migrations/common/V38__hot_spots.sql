-- Hot spots with proof: what the nightly scan of each day found, with its settings and seed. Requests that change or come in later can
-- make the same scan find something else. Rows are only ever added.
CREATE TABLE hot_spot_runs (
    id         bigint PRIMARY KEY,
    last_day   date        NOT NULL UNIQUE, -- the last day looked at
    study_days int         NOT NULL CHECK (study_days > 0),
    settings   jsonb       NOT NULL, -- of the scan: neighbours, days, replicas, seed
    resolution int         NOT NULL, -- of the H3 grid
    requests   bigint      NOT NULL, -- counted in all
    ended_at   timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE hot_spots (
    run           bigint           NOT NULL REFERENCES hot_spot_runs,
    number        int              NOT NULL,
    category      text, -- a top one; null: all together
    position      point            NOT NULL, -- the middle hexagon's
    radius_metres double precision NOT NULL CHECK (radius_metres >= 0),
    days          int              NOT NULL CHECK (days > 0),
    observed      int              NOT NULL,
    expected      double precision NOT NULL,
    relative_risk double precision, -- null: nothing outside
    ratio         double precision NOT NULL,
    p             double precision NOT NULL CHECK (p > 0 AND p <= 1),
    PRIMARY KEY (run, number)
);
