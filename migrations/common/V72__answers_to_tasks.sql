-- Who had a task before it was given to somebody else, and what is known of the place and time of an answer beside it.

ALTER TABLE field_tasks
    ADD COLUMN formers bigint[] NOT NULL DEFAULT '{}'; -- accounts; what they bring late is kept with the task

ALTER TABLE field_task_entries
    ADD COLUMN phone_at     timestamptz,  -- by the phone's clock, as it was; found_at is put right. Null: from before this was kept, or given up
    ADD COLUMN clock_off_s  int,          -- how far that clock was ahead at the sync
    ADD COLUMN doubtful     boolean NOT NULL DEFAULT false, -- phone_at cannot be true: found_at is the arrival
    ADD COLUMN placed       boolean,      -- the phone said where it was; null as before
    ADD COLUMN outside      boolean NOT NULL DEFAULT false, -- that was not in the task's grid
    ADD COLUMN exif_off_m   float8,       -- farthest photo from the phone's position; cleared with it
    ADD COLUMN exif_differs boolean NOT NULL DEFAULT false;

-- nothing was answered later than it arrived
UPDATE field_task_entries SET phone_at = found_at, found_at = arrived_at, doubtful = true
WHERE found_at > arrived_at + interval '2 minutes';
UPDATE field_tasks SET done_at = arrived_at WHERE done_at > arrived_at + interval '2 minutes';
