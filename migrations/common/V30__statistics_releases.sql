-- Statistics of requests for everybody: one release for each closed month, cut once. What a release leaves out is nowhere in it.
CREATE TABLE statistics_releases (
    id           bigint PRIMARY KEY,
    month        date        NOT NULL UNIQUE CHECK (extract(day FROM month) = 1), -- its first day
    area_version text        NOT NULL, -- in force on the month's last day
    levels       text[]      NOT NULL, -- coarsest first
    k            int         NOT NULL CHECK (k >= 2),
    released_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE statistics_cells (
    release  bigint NOT NULL REFERENCES statistics_releases,
    level    text   NOT NULL,
    area     text   NOT NULL,
    category text   NOT NULL, -- a top one
    requests int    NOT NULL,
    PRIMARY KEY (release, level, area, category)
);

CREATE TRIGGER statistics_releases_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON statistics_releases
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER statistics_cells_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON statistics_cells
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
