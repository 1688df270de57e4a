-- A proposal that was answered can be taken down: its answer and its work go on, the public reads it no more. Why and by whom stands in
-- its history.

ALTER TABLE courtyard_proposals
    ADD COLUMN hidden_at timestamptz CHECK (hidden_at IS NULL OR published_at IS NOT NULL);
