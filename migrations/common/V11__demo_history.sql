-- The demo's invented year of requests, planned once and loaded day by day: a day is in the tables as a whole or not at all.
CREATE TABLE demo_history (
    day       date        PRIMARY KEY,
    requests  int         NOT NULL,
    total     bigint      NOT NULL, -- requests of the whole year
    until     timestamptz NOT NULL, -- when the year ends; as of then the requests stand
    loaded_at timestamptz
);
