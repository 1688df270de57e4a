-- What the desk asks of wardens: people by login, and coverage from the index alone.

CREATE INDEX accounts_of_wardens ON accounts (login) WHERE kind = 'staff' AND 'warden' = ANY (roles);

CREATE INDEX field_visits_for_coverage ON field_visits (grid, found_at) INCLUDE (kind);
DROP INDEX field_visits_by_grid;

CREATE INDEX field_tasks_of_account ON field_tasks (account) WHERE state = 'open';
CREATE INDEX field_tasks_past ON field_tasks (grid, updated_at) WHERE state <> 'open';
