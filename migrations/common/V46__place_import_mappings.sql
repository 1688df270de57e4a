-- How an office's tables of places were read, by the names of their columns: the next one that looks alike is read so.
CREATE TABLE place_import_mappings (
    signature  bytea PRIMARY KEY,          -- SHA-256 of the columns' names, sorted
    mapping    jsonb NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    changed_by text NOT NULL
);
