-- What hangs on areas follows a new version of them; what was before stays readable as it was.

ALTER TABLE warden_assignments
    ADD COLUMN moved_on date,     -- it ended the day before, because its grid gave way to others; null: it did not
    ADD COLUMN follows  bigint[]; -- the assignments that it goes on with, whose grids gave way to this one; null: made by people

-- Codes of areas whose figures before count as the task's area's: the area that gave way to it, and that one's.
ALTER TABLE governance_tasks ADD COLUMN former_areas text[] NOT NULL DEFAULT '{}';
