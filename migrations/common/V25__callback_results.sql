-- How the result that counts came in: operator, link or page. Results of before have none: any other takes their place.
ALTER TABLE requests ADD COLUMN called_back_by text;

-- Links in messages that open the petitioner's evaluation once, without number and query code. Only the hash of what a link carries is kept.
CREATE TABLE callback_links (
    token_hash bytea       PRIMARY KEY,
    request_id bigint      NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz
);
CREATE INDEX callback_links_of_request ON callback_links (request_id);
CREATE INDEX callback_links_by_end ON callback_links (expires_at);
