-- One voice per resident: who asks says name and door (sealed), and the community confirms by the number of its register, of which only a
-- keyed hash is kept. Residencies confirmed before have none of it and stay.
ALTER TABLE residencies ADD COLUMN person    bytea;     -- sealed; only while it is asked for or confirmed
ALTER TABLE residencies ADD COLUMN door      bytea;     -- likewise
ALTER TABLE residencies ADD COLUMN reference bytea;     -- keyed hash of the register's number, as the clerk gave it
ALTER TABLE residencies DROP CONSTRAINT residencies_status_check;
ALTER TABLE residencies ADD CONSTRAINT residencies_status_check CHECK (status IN ('requested', 'confirmed', 'refused', 'ended'));
CREATE UNIQUE INDEX residencies_one_voice ON residencies (unit, reference)
    WHERE reference IS NOT NULL AND status = 'confirmed'; -- a server of before this version leaves the number where it ends one
