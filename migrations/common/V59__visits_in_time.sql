-- Visits: when they were, whose they were and for how long that is known; tasks that go to somebody else on a day to come.

ALTER TABLE field_visits
    ALTER COLUMN account DROP NOT NULL,  -- null after the configured time; then found_at and arrived_at are days
    ALTER COLUMN key     DROP NOT NULL,
    ADD COLUMN phone_at    timestamptz,  -- by the phone's clock, as it was; found_at is put right. Null once it is given up
    ADD COLUMN clock_off_s int,          -- how far that clock was ahead at the sync
    ADD COLUMN doubtful    boolean NOT NULL DEFAULT false, -- phone_at cannot be true: found_at is the arrival
    ADD COLUMN placed      boolean,      -- the phone said where it was; null: from before this was kept
    ADD COLUMN theirs      boolean;      -- of the account's own grids on that day; null as before

-- no visit is later than it arrived
UPDATE field_visits SET phone_at = found_at, found_at = arrived_at, doubtful = true
WHERE found_at > arrived_at + interval '2 minutes';

DROP INDEX field_visits_of_account; -- nothing asks where one account was
DROP INDEX field_visits_to_blur;
CREATE INDEX field_visits_to_forget ON field_visits (arrived_at) WHERE account IS NOT NULL;
CREATE INDEX field_visits_by_time ON field_visits (found_at DESC, id DESC);
DROP INDEX field_visits_for_coverage;
CREATE INDEX field_visits_for_coverage ON field_visits (grid, found_at) INCLUDE (kind, outside, placed, theirs);

-- Open tasks of one account in a grid go to another on a day to come, if that one has the grid then.
CREATE TABLE field_task_moves (
    from_account bigint NOT NULL REFERENCES accounts ON DELETE CASCADE,
    grid         text   NOT NULL,
    to_account   bigint NOT NULL REFERENCES accounts ON DELETE CASCADE,
    on_day       date   NOT NULL,
    PRIMARY KEY (from_account, grid)
);
CREATE INDEX field_task_moves_by_day ON field_task_moves (on_day);
