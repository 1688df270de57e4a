-- Proofs of work that a hold has used: each is good for one, at whichever server. Forgotten after half an hour.
CREATE TABLE booking_proofs (
    hash     bytea       PRIMARY KEY,                       -- SHA-256, whose zero bits are the proof
    spent_at timestamptz NOT NULL
);
CREATE INDEX booking_proofs_by_time ON booking_proofs (spent_at);
