-- A file in which a million features are wrong the same way is told by its first ten thousand, and by one finding that stands for the rest.
ALTER TABLE import_findings ADD COLUMN times bigint NOT NULL DEFAULT 1 CHECK (times > 0);
