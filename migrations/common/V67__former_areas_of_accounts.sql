-- Codes that an account's area had until a version took them away, one row for each version by which requests were placed
-- under them: these stay the account's. A code that is given to another area later is not among them.
CREATE TABLE account_former_areas (
    account bigint NOT NULL REFERENCES accounts ON DELETE CASCADE,
    level   text   NOT NULL,
    area    text   NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (account, level, area, version)
);
