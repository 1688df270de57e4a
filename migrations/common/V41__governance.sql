-- Active governance: what was found becomes a task with an owner, a day and a measured goal; its notes are its history, only ever added.
CREATE TABLE governance_tasks (
    id         bigint PRIMARY KEY,
    kind       text        NOT NULL CHECK (kind IN ('inspection', 'topic', 'project')),
    origin     text        NOT NULL CHECK (origin IN ('hot_spot', 'conflict', 'riser', 'dispute', 'staff')),
    origin_ref text, -- what it comes from; null of staff
    title      text        NOT NULL,
    words      text        NOT NULL,
    category   text, -- what it is about, with all below; null: everything
    area_level text        NOT NULL, -- the area whose figures are to change
    area       text        NOT NULL,
    position   point, -- WGS 84, where it is about a point
    unit       text        NOT NULL, -- who answers for it
    begins_on  date        NOT NULL, -- from when on an effect is looked for
    due_on     date        NOT NULL CHECK (due_on >= begins_on),
    measure    text        NOT NULL CHECK (measure IN ('received', 'disputed', 'reworked', 'not_solved')),
    goal       double precision CHECK (goal > -1 AND goal < 0), -- wanted change against comparable areas
    budget     numeric(14, 2) CHECK (budget >= 0), -- of projects, in the city's currency
    grid       text, -- of the inspection's field task
    state      text        NOT NULL CHECK (state IN ('open', 'running', 'done', 'cancelled')),
    version    int         NOT NULL,
    created_by bigint REFERENCES accounts ON DELETE SET NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK (budget IS NULL OR kind = 'project')
);
-- one thing that was found has one task of a kind at a time, however often it is asked for; found again when that is over, it may have another
CREATE UNIQUE INDEX governance_tasks_origin ON governance_tasks (origin, origin_ref, kind)
    WHERE origin_ref IS NOT NULL AND state IN ('open', 'running');
CREATE INDEX governance_tasks_due ON governance_tasks (state, due_on, id);

CREATE TABLE governance_notes (
    id    bigint PRIMARY KEY,
    task  bigint      NOT NULL REFERENCES governance_tasks,
    at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    by    bigint REFERENCES accounts ON DELETE SET NULL,
    state text        NOT NULL, -- after it
    words text        NOT NULL
);
CREATE INDEX governance_notes_task ON governance_notes (task, id);
