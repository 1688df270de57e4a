-- A hall's kiosk passes are of a series; a new series ends all that were given out.
ALTER TABLE halls ADD COLUMN kiosk_series int NOT NULL DEFAULT 0;
