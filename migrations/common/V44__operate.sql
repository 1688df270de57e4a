-- Positions of the logs (changes, request_events, history_heads) are transaction numbers, and signed heads name them: a backup that is
-- restored into another cluster must keep them, though that cluster counts from its own beginning. These two functions are the only
-- source of such numbers; a restore replaces them by ones that add how far the former cluster was ahead.
CREATE FUNCTION log_xid() RETURNS xid8 LANGUAGE sql VOLATILE AS 'SELECT pg_current_xact_id()';
CREATE FUNCTION log_horizon() RETURNS xid8 LANGUAGE sql STABLE AS 'SELECT pg_snapshot_xmin(pg_current_snapshot())';
ALTER TABLE changes ALTER COLUMN xid SET DEFAULT log_xid();
ALTER TABLE request_events ALTER COLUMN xid SET DEFAULT log_xid();

-- Backups that were made of this database: how old is the last good one?
CREATE TABLE backup_runs (
    id          bigint      PRIMARY KEY,
    started_at  timestamptz NOT NULL,
    ended_at    timestamptz NOT NULL,
    machine     text        NOT NULL,
    name        text        NOT NULL, -- of the folder or file, without its path
    table_rows  bigint      NOT NULL,
    attachments bigint      NOT NULL,
    bytes       bigint      NOT NULL,
    manifest    text        NOT NULL  -- SHA-256 of the manifest, hexadecimal
);
CREATE INDEX backup_runs_by_end ON backup_runs (ended_at);

-- The oldest schema whose program may still work here. A migration that takes something away (contracts) raises it.
CREATE TABLE schema_floor (
    id    smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
    least int      NOT NULL
);

-- Servers that run, or ran lately: each says so every few seconds.
CREATE TABLE server_nodes (
    id         text        PRIMARY KEY,
    machine    text        NOT NULL,
    pid        bigint      NOT NULL,
    program    text        NOT NULL,
    knows      int         NOT NULL, -- newest migration that its program brings
    port       int         NOT NULL,
    started_at timestamptz NOT NULL,
    seen_at    timestamptz NOT NULL
);
CREATE INDEX server_nodes_by_last_sign ON server_nodes (seen_at);
