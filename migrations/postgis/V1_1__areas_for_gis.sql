-- Real geometries beside the canonical bytes, and views that open in QGIS.
ALTER TABLE geometries
    ADD COLUMN geom geometry(Geometry, 4326) GENERATED ALWAYS AS (ST_GeomFromEWKB(wkb)) STORED;
CREATE INDEX geometries_geom ON geometries USING gist (geom);

CREATE SCHEMA gis;
COMMENT ON SCHEMA gis IS 'Read-only views for desktop GIS';

CREATE VIEW gis.areas AS
SELECT row_number() OVER (ORDER BY v.id, a.ordinal) AS fid,
       v.label AS version, v.status, v.effective_from, v.effective_to,
       l.level ->> 'id' AS level, a.level AS rank, a.code, p.code AS parent_code,
       a.name ->> 'zh' AS name_zh, a.name ->> 'en' AS name_en, a.attributes,
       a.area_m2 / 1000000 AS km2, g.geom
FROM area_versions v
JOIN areas a ON a.version_id = v.id
JOIN geometries g ON g.hash = a.shape_hash
LEFT JOIN areas p ON p.version_id = a.version_id AND p.ordinal = a.parent_ordinal
LEFT JOIN LATERAL jsonb_array_elements(v.levels) AS l (level) ON (l.level ->> 'rank')::int = a.level;
COMMENT ON VIEW gis.areas IS 'Areas of all versions; filter by version or status, rank and level';

CREATE VIEW gis.current_areas AS
SELECT a.ordinal AS fid, l.level ->> 'id' AS level, a.level AS rank, a.code, p.code AS parent_code,
       a.name ->> 'zh' AS name_zh, a.name ->> 'en' AS name_en, a.attributes,
       a.area_m2 / 1000000 AS km2, g.geom
FROM area_versions v
JOIN areas a ON a.version_id = v.id
JOIN geometries g ON g.hash = a.shape_hash
LEFT JOIN areas p ON p.version_id = a.version_id AND p.ordinal = a.parent_ordinal
LEFT JOIN LATERAL jsonb_array_elements(v.levels) AS l (level) ON (l.level ->> 'rank')::int = a.level
WHERE v.status <> 'draft'
  AND daterange(v.effective_from, v.effective_to)
      @> (now() AT TIME ZONE coalesce((SELECT time_zone FROM city), 'UTC'))::date;
COMMENT ON VIEW gis.current_areas IS 'Areas of the version in force today';

CREATE VIEW gis.current_overlays AS
SELECT f.layer_ordinal * 1000000 + f.ordinal AS fid, o.id AS layer, o.kind, f.code,
       f.name ->> 'zh' AS name_zh, f.name ->> 'en' AS name_en, f.attributes, g.geom
FROM area_versions v
JOIN overlay_layers o ON o.version_id = v.id
JOIN overlay_features f ON f.version_id = o.version_id AND f.layer_ordinal = o.ordinal
JOIN geometries g ON g.hash = f.shape_hash
WHERE v.status <> 'draft'
  AND daterange(v.effective_from, v.effective_to)
      @> (now() AT TIME ZONE coalesce((SELECT time_zone FROM city), 'UTC'))::date;
COMMENT ON VIEW gis.current_overlays IS 'Overlay layers of the version in force today';
