-- A version whose first day is still to come switches boundaries on that day by its dates alone. What its pack brought beside them, and what
-- moves along the crosswalk, is taken up then, once. Null: not yet.
ALTER TABLE area_versions ADD COLUMN taken_up_at timestamptz;
UPDATE area_versions SET taken_up_at = published_at;

-- The version in which a draft replaced one area's children; null for a draft of the whole city.
ALTER TABLE area_versions ADD COLUMN base_id bigint REFERENCES area_versions;

-- What stood before a version was taken up, by kind (units, catalogue, the city's record): rolling it back puts exactly that back.
CREATE TABLE area_switch_states (
    version_id bigint NOT NULL REFERENCES area_versions ON DELETE CASCADE,
    kind       text   NOT NULL,
    kept       text   NOT NULL,
    PRIMARY KEY (version_id, kind)
);
