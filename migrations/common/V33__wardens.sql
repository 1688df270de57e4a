-- Wardens and alley stewards: which grids are whose, their phones, what they found, their rounds and tasks.

CREATE EXTENSION IF NOT EXISTS btree_gist; -- trusted: the owner of the database may

-- Who looks after a grid (an area of the finest level), and when. Many to many; a substitute stands in for somebody for some days.
CREATE TABLE warden_assignments (
    id             bigint      PRIMARY KEY,
    account        bigint      NOT NULL REFERENCES accounts ON DELETE CASCADE,
    duty           text        NOT NULL CHECK (duty IN ('warden', 'steward')),
    grid           text        NOT NULL,                    -- code of the area
    first_day      date        NOT NULL,
    last_day       date        CHECK (last_day >= first_day), -- null: until further notice
    substitute_for bigint      REFERENCES accounts ON DELETE SET NULL CHECK (substitute_for <> account),
    created_by     bigint,
    created_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- the same duty in the same grid only once a day; adjoining spans are one after the other
    EXCLUDE USING gist (account WITH =, grid WITH =, duty WITH =, daterange(first_day, last_day, '[]') WITH &&)
);
CREATE INDEX warden_assignments_by_grid ON warden_assignments (grid, first_day);
CREATE INDEX warden_assignments_of_account ON warden_assignments (account, first_day);

-- Links, shown once as a QR code, by which a phone is enrolled.
CREATE TABLE device_enrolments (
    token_hash bytea       PRIMARY KEY,
    account    bigint      NOT NULL REFERENCES accounts ON DELETE CASCADE,
    created_by bigint      NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at timestamptz NOT NULL,
    used_at    timestamptz                                  -- good for one phone
);

-- Enrolled phones. A revoked one is told so at its next contact, and wipes what it holds.
CREATE TABLE field_devices (
    id          bigint      PRIMARY KEY,
    account     bigint      NOT NULL REFERENCES accounts ON DELETE CASCADE,
    token_hash  bytea       NOT NULL UNIQUE,
    name        text        NOT NULL,
    enrolled_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    seen_at     timestamptz,
    signed_out_at timestamptz,                              -- by the phone itself: its token is over, its queue is not
    revoked_at  timestamptz,
    revoked_by  bigint,
    told_at     timestamptz                                 -- when the phone heard that it is revoked
);
CREATE INDEX field_devices_of_account ON field_devices (account);

-- What phones sent, once each: the answer by the key that the phone made.
CREATE TABLE field_items (
    account    bigint      NOT NULL,
    key        uuid        NOT NULL,
    device     bigint,
    kind       text        NOT NULL CHECK (kind IN ('report', 'visit', 'task')),
    body_hash  bytea       NOT NULL,                        -- the same key with another body is a conflict
    result     jsonb       NOT NULL,
    arrived_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (account, key)
);
CREATE INDEX field_items_by_age ON field_items USING brin (arrived_at);

-- Photos on their way, in pieces of any size; each piece sealed. Complete ones are attachments.
CREATE TABLE field_uploads (
    id           bigint      PRIMARY KEY,
    account      bigint      NOT NULL,
    key          uuid        NOT NULL,
    bytes        bigint      NOT NULL CHECK (bytes > 0),
    sha256       bytea       NOT NULL,
    received     bigint      NOT NULL DEFAULT 0 CHECK (received <= bytes),
    attachment   bytea,                                     -- sealed key of the attachment; gone once an item took it
    exif_lon     float8,
    exif_lat     float8,
    started_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    touched_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    completed_at timestamptz,
    used_at      timestamptz,
    UNIQUE (account, key)
);
CREATE INDEX field_uploads_by_age ON field_uploads (touched_at);
CREATE TABLE field_upload_pieces (
    upload bigint NOT NULL REFERENCES field_uploads ON DELETE CASCADE,
    start  bigint NOT NULL,
    bytes  int    NOT NULL,
    sealed bytea  NOT NULL,
    PRIMARY KEY (upload, start)
);

-- What is known of a warden's report beside the request that it became: when and where it was found, beside when it arrived.
CREATE TABLE field_reports (
    request     bigint      PRIMARY KEY,
    account     bigint      NOT NULL,
    device      bigint,
    key         uuid        NOT NULL,
    found_at    timestamptz NOT NULL,                       -- by the phone's clock, as it was
    clock_off_s int         NOT NULL,                       -- how far that clock was ahead at the sync
    arrived_at  timestamptz NOT NULL,
    lon         float8,                                     -- where the phone was; cleared after the configured time
    lat         float8,
    accuracy_m  float8,
    moved       boolean     NOT NULL,                       -- the warden put the pin elsewhere than the phone was
    grid        text,                                       -- as resolved; null: outside the city, or no grid
    outside     boolean     NOT NULL,                       -- not in a grid of the warden's
    exif_off_m  float8,                                     -- farthest photo from the phone's position
    exif_differs boolean    NOT NULL DEFAULT false,
    settled     boolean     NOT NULL                        -- on the spot
);
CREATE INDEX field_reports_of_account ON field_reports (account, request);
CREATE INDEX field_reports_to_blur ON field_reports (arrived_at) WHERE lon IS NOT NULL;

-- What is to be looked after in a grid: a checklist whose order is the route.
CREATE TABLE patrol_plans (
    id         bigint      PRIMARY KEY,
    grid       text        NOT NULL,
    name       jsonb       NOT NULL,                        -- by language
    every      text        NOT NULL CHECK (every IN ('day', 'week', 'month')),
    items      jsonb       NOT NULL,                        -- [{id, kind: inquiry|visit|check, text: {zh, en}, lon, lat}]
    active     boolean     NOT NULL DEFAULT true,
    version    int         NOT NULL DEFAULT 1,
    updated_by bigint,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX patrol_plans_by_grid ON patrol_plans (grid) WHERE active;

-- Visits, never tracks: where somebody was asked, called on or looked at.
CREATE TABLE field_visits (
    id         bigint      PRIMARY KEY,
    account    bigint      NOT NULL,
    key        uuid        NOT NULL,
    grid       text        NOT NULL,
    plan       bigint      REFERENCES patrol_plans ON DELETE SET NULL,
    item       text,                                        -- of the plan
    kind       text        NOT NULL CHECK (kind IN ('inquiry', 'visit', 'check')),
    finding    text        NOT NULL CHECK (finding IN ('fine', 'noted', 'reported')),
    note       bytea,                                       -- sealed
    found_at   timestamptz NOT NULL,
    arrived_at timestamptz NOT NULL,
    lon        float8,                                      -- cleared after the configured time
    lat        float8,
    accuracy_m float8,
    outside    boolean     NOT NULL DEFAULT false           -- the phone was not in the grid
);
CREATE INDEX field_visits_by_grid ON field_visits (grid, found_at);
CREATE INDEX field_visits_of_account ON field_visits (account, found_at);
CREATE INDEX field_visits_to_blur ON field_visits (arrived_at) WHERE lon IS NOT NULL;

-- Tasks in the field: go and look before something happens, or whether what was handled really is.
CREATE TABLE field_tasks (
    id         bigint      PRIMARY KEY,
    kind       text        NOT NULL CHECK (kind IN ('prevention', 'inspection')),
    origin     text        NOT NULL CHECK (origin IN ('staff', 'hot_spot', 'courtyard')),
    origin_ref text,                                        -- the hot spot, proposal … that it comes from
    title      text        NOT NULL,
    words      text        NOT NULL DEFAULT '',
    grid       text        NOT NULL,
    lon        float8,
    lat        float8,
    request    bigint,                                      -- whose handling is inspected
    account    bigint      REFERENCES accounts ON DELETE SET NULL, -- null: whoever looks after the grid
    due_on     date        NOT NULL,
    state      text        NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'cancelled')),
    outcome    text        CHECK (outcome IN ('fine', 'not_fine', 'not_found')),
    note       text,
    done_by    bigint,
    done_at    timestamptz,                                 -- by the phone's clock
    arrived_at timestamptz,
    version    int         NOT NULL DEFAULT 1,
    created_by bigint,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK ((state = 'done') = (outcome IS NOT NULL)),
    CHECK ((kind = 'inspection') = (request IS NOT NULL))
);
CREATE INDEX field_tasks_open ON field_tasks (grid, due_on) WHERE state = 'open';
CREATE INDEX field_tasks_of_request ON field_tasks (request) WHERE request IS NOT NULL;
CREATE UNIQUE INDEX field_tasks_by_origin ON field_tasks (origin, origin_ref, grid) WHERE origin_ref IS NOT NULL;
