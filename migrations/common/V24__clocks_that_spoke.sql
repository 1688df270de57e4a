-- A clock that ran out and was heard stays so when it is stopped, goes on, or begins again with the same end.
ALTER TABLE request_clocks ADD COLUMN spoken boolean NOT NULL DEFAULT false;
UPDATE request_clocks SET spoken = true WHERE next_at IS NULL AND paused_at IS NULL;
UPDATE request_clocks SET spoken = true WHERE paused_at IS NOT NULL AND due_at <= paused_at;

-- What the last reassignment or redirection of a request put an end to, so that it can be taken back as it was.
CREATE TABLE request_replaced (
    month      int    NOT NULL,
    request_id bigint NOT NULL,
    seq        int    NOT NULL, -- the event that replaced it
    before     jsonb  NOT NULL, -- {facts, parties, clocks}
    PRIMARY KEY (month, request_id)
);
