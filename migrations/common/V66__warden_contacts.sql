-- How staff reach its wardens: a phone number each, sealed. Nobody logs in by it, and it is no citizen's contact.
CREATE TABLE warden_contacts (
    account    bigint      PRIMARY KEY REFERENCES accounts ON DELETE CASCADE,
    phone      bytea       NOT NULL,                        -- sealed for this account
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
