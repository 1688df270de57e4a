-- Coordinates on which many requests lie because a geocoder answered them by default (a city hall, a district's centroid), as
-- files of requests taught. Equality counts here, so they are whole numbers of 1e-7 degree (WGS 84), not points.
CREATE TABLE position_piles (
    lon_e7    int         NOT NULL CHECK (lon_e7 BETWEEN -1800000000 AND 1800000000),
    lat_e7    int         NOT NULL CHECK (lat_e7 BETWEEN -900000000 AND 900000000),
    points    bigint      NOT NULL CHECK (points > 0),
    last_seen timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (lon_e7, lat_e7)
);
