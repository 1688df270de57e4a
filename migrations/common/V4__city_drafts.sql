-- What a pack brings beside its boundaries (the city's record, units, categories, hotlines, calendar, catalogue), as canonical
-- JSON, gzipped: it waits with its draft of the areas and takes force with it, so that nothing is published half.
CREATE TABLE city_drafts (
    version_id bigint PRIMARY KEY REFERENCES area_versions ON DELETE CASCADE,
    content    bytea  NOT NULL
);
