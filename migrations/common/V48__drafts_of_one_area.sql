-- Of a draft that replaces one area's children: which area that is (level's id and code), so that it can be made anew on a later version.
ALTER TABLE area_versions ADD COLUMN base_level text;
ALTER TABLE area_versions ADD COLUMN base_code text;
