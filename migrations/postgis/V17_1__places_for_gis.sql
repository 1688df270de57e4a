ALTER TABLE places
    ADD COLUMN geom geometry(Point, 4326)
    GENERATED ALWAYS AS (ST_SetSRID(ST_MakePoint(position[0], position[1]), 4326)) STORED;
CREATE INDEX places_geom ON places USING gist (geom);

CREATE VIEW gis.places AS
SELECT code, name ->> 'zh' AS name_zh, name ->> 'en' AS name_en, category, unit, version, changed_at, geom FROM places;
