ALTER TABLE roads
    ADD COLUMN geom geometry(Geometry, 4326) GENERATED ALWAYS AS (ST_GeomFromEWKB(line)) STORED;
ALTER TABLE compounds
    ADD COLUMN geom geometry(Geometry, 4326) GENERATED ALWAYS AS (ST_GeomFromEWKB(footprint)) STORED;
ALTER TABLE intersections
    ADD COLUMN geom geometry(Point, 4326)
    GENERATED ALWAYS AS (ST_SetSRID(ST_MakePoint(position[0], position[1]), 4326)) STORED;
ALTER TABLE addresses
    ADD COLUMN geom geometry(Point, 4326)
    GENERATED ALWAYS AS (ST_SetSRID(ST_MakePoint(position[0], position[1]), 4326)) STORED;

CREATE INDEX roads_geom ON roads USING gist (geom);
CREATE INDEX compounds_geom ON compounds USING gist (geom);
CREATE INDEX intersections_geom ON intersections USING gist (geom);
CREATE INDEX addresses_geom ON addresses USING gist (geom);

CREATE VIEW gis.roads AS
SELECT code, name ->> 'zh' AS name_zh, name ->> 'en' AS name_en, geom FROM roads;
CREATE VIEW gis.compounds AS
SELECT code, name ->> 'zh' AS name_zh, name ->> 'en' AS name_en, geom FROM compounds;
CREATE VIEW gis.intersections AS
SELECT code, road_1, road_2, name ->> 'zh' AS name_zh, name ->> 'en' AS name_en, geom FROM intersections;
CREATE VIEW gis.addresses AS
SELECT code, road, number, compound, building, name ->> 'zh' AS name_zh, name ->> 'en' AS name_en, geom FROM addresses;
