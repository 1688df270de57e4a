-- What each import found. A version's report has the version's id; the report of an import that was refused stands alone.
CREATE TABLE import_reports (
    id         bigint      PRIMARY KEY,
    version_id bigint      UNIQUE REFERENCES area_versions ON DELETE CASCADE CHECK (version_id = id),
    label      text        NOT NULL,
    made_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    fault      text,       -- what else refused the import, after its boundaries were read
    errors     int         NOT NULL,
    repaired   int         NOT NULL,
    warnings   int         NOT NULL
);

CREATE TABLE import_findings (
    report_id bigint NOT NULL REFERENCES import_reports ON DELETE CASCADE,
    ordinal   int    NOT NULL, -- from 1, in the report's own order: the worst first
    code      text   NOT NULL,
    severity  text   NOT NULL CHECK (severity IN ('error', 'repaired', 'warning')),
    layer     text   NOT NULL,
    feature   bigint NOT NULL,
    area      text,
    lon       float8,          -- as found, also out of range
    lat       float8,
    m2        float8 NOT NULL,
    message   jsonb  NOT NULL,
    PRIMARY KEY (report_id, ordinal)
);

-- Until now a version held its report as one document, which no page could turn over or filter.
INSERT INTO import_reports (id, version_id, label, made_at, errors, repaired, warnings)
SELECT v.id, v.id, v.label, v.created_at,
       count(*) FILTER (WHERE finding ->> 'severity' = 'ERROR'),
       count(*) FILTER (WHERE finding ->> 'severity' = 'REPAIRED'),
       count(*) FILTER (WHERE finding ->> 'severity' = 'WARNING')
FROM area_versions v LEFT JOIN LATERAL jsonb_array_elements(v.report -> 'findings') AS finding ON true
GROUP BY v.id;

INSERT INTO import_findings (report_id, ordinal, code, severity, layer, feature, area, lon, lat, m2, message)
SELECT v.id, f.place::int, f.finding ->> 'code', lower(f.finding ->> 'severity'), f.finding ->> 'layer',
       (f.finding ->> 'feature')::bigint, f.finding ->> 'area', (f.finding ->> 'lon')::float8,
       (f.finding ->> 'lat')::float8, (f.finding ->> 'm2')::float8, f.finding -> 'message'
FROM area_versions v CROSS JOIN LATERAL jsonb_array_elements(v.report -> 'findings') WITH ORDINALITY AS f (finding, place);

ALTER TABLE area_versions DROP COLUMN report;
