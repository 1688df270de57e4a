-- What phones answered to tasks: the answer that was taken, and those that came after another one, with what they brought. Nothing
-- that a warden wrote is lost because somebody else was first.
CREATE TABLE field_task_entries (
    id         bigint      PRIMARY KEY,
    task       bigint      NOT NULL REFERENCES field_tasks ON DELETE CASCADE,
    account    bigint      NOT NULL,
    key        uuid        NOT NULL,
    outcome    text        NOT NULL CHECK (outcome IN ('fine', 'not_fine', 'not_found')),
    note       text,
    photos     bigint[]    NOT NULL DEFAULT '{}',           -- attachments
    taken      boolean     NOT NULL,                        -- false: the task was done, cancelled or changed meanwhile
    found_at   timestamptz NOT NULL,                        -- by the phone's clock
    arrived_at timestamptz NOT NULL,
    lon        float8,                                      -- where the phone was; cleared after the configured time
    lat        float8,
    accuracy_m float8
);
CREATE INDEX field_task_entries_of_task ON field_task_entries (task, id);
CREATE INDEX field_task_entries_to_blur ON field_task_entries (arrived_at) WHERE lon IS NOT NULL;
