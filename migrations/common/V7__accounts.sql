-- Answers by their client's key, so that a call which is sent again is not done again. Kept 90 days. The answer is sealed with a
-- key made from the client's: without it the row says nothing.
CREATE TABLE idempotency_keys (
    key_hash   bytea       PRIMARY KEY,
    request    bytea       NOT NULL,
    status     smallint    NOT NULL,
    media_type text,
    answer     bytea       NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys USING brin (created_at);

-- Who may log in or call: staff by login name, citizens by phone or e-mail, units' own systems by token. A unit's code is no
-- foreign key: units are replaced by imports, and an account whose unit is gone may do nothing.
CREATE TABLE accounts (
    id               bigint      PRIMARY KEY,
    kind             text        NOT NULL CHECK (kind IN ('staff', 'citizen', 'service')),
    login            text        UNIQUE CHECK (login = lower(login)),
    name             text        NOT NULL,
    roles            text[]      NOT NULL,
    unit             text,
    area_level       text,
    area             text,
    grants           text[]      NOT NULL DEFAULT '{}',
    password         text,
    password_expired boolean     NOT NULL DEFAULT false,
    demo             boolean     NOT NULL DEFAULT false,
    locked           boolean     NOT NULL DEFAULT false,
    version          int         NOT NULL DEFAULT 1,
    created_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK ((area_level IS NULL) = (area IS NULL)),
    CHECK ((kind = 'staff') = (login IS NOT NULL)),
    CHECK (kind = 'service' OR grants = '{}'),
    CHECK (kind <> 'service' OR unit IS NOT NULL)
);
CREATE INDEX accounts_by_unit ON accounts (unit);

-- How a citizen is reached: sealed, and found by a keyed hash.
CREATE TABLE account_contacts (
    kind     text   NOT NULL CHECK (kind IN ('phone', 'email')),
    found_by bytea  NOT NULL,
    sealed   bytea  NOT NULL,
    account  bigint NOT NULL REFERENCES accounts ON DELETE CASCADE,
    PRIMARY KEY (kind, found_by)
);
CREATE INDEX account_contacts_by_account ON account_contacts (account);

CREATE TABLE sessions (
    token_hash   bytea       PRIMARY KEY,
    account      bigint      NOT NULL REFERENCES accounts ON DELETE CASCADE,
    method       text        NOT NULL CHECK (method IN ('password', 'second_factor', 'oidc', 'code')),
    address      text        NOT NULL,
    idle_seconds int         NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    seen_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at   timestamptz NOT NULL
);
CREATE INDEX sessions_by_account ON sessions (account);
CREATE INDEX sessions_by_end ON sessions (expires_at);

-- Failed logins in a row, by login name and by network.
CREATE TABLE login_failures (
    subject      text        PRIMARY KEY,
    failures     int         NOT NULL,
    failed_at    timestamptz NOT NULL,
    locked_until timestamptz
);

-- Time-based one-time passwords (RFC 6238). The secret is sealed; the last step used is not taken again.
CREATE TABLE second_factors (
    account      bigint      PRIMARY KEY REFERENCES accounts ON DELETE CASCADE,
    secret       bytea       NOT NULL,
    confirmed_at timestamptz,
    last_step    bigint      NOT NULL DEFAULT 0
);

CREATE TABLE recovery_codes (
    account   bigint NOT NULL REFERENCES accounts ON DELETE CASCADE,
    code_hash bytea  NOT NULL,
    PRIMARY KEY (account, code_hash)
);

-- Codes sent to phones and mailboxes: six digits, hashed with the row's salt, few tries, soon over.
CREATE TABLE login_codes (
    kind       text        NOT NULL CHECK (kind IN ('phone', 'email')),
    found_by   bytea       NOT NULL,
    salt       bytea       NOT NULL,
    code_hash  bytea       NOT NULL,
    tries      int         NOT NULL DEFAULT 0,
    sent       int         NOT NULL DEFAULT 1,
    first_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (kind, found_by)
);

-- Whom an OpenID provider's subject is here, and logins that are under way there.
CREATE TABLE oidc_identities (
    issuer    text        NOT NULL,
    subject   text        NOT NULL,
    account   bigint      NOT NULL REFERENCES accounts ON DELETE CASCADE,
    linked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (issuer, subject)
);
CREATE INDEX oidc_identities_by_account ON oidc_identities (account);

CREATE TABLE oidc_flows (
    state_hash bytea       PRIMARY KEY,
    provider   text        NOT NULL,
    nonce      text        NOT NULL,
    verifier   text        NOT NULL,
    return_to  text        NOT NULL,
    expires_at timestamptz NOT NULL
);

CREATE TABLE service_tokens (
    token_hash bytea       PRIMARY KEY,
    account    bigint      NOT NULL REFERENCES accounts ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at timestamptz NOT NULL,
    used_at    timestamptz
);
CREATE INDEX service_tokens_by_account ON service_tokens (account);

-- That a citizen lives in a community, as the community's own unit says.
CREATE TABLE residencies (
    account      bigint      PRIMARY KEY REFERENCES accounts ON DELETE CASCADE,
    unit         text        NOT NULL,
    status       text        NOT NULL CHECK (status IN ('requested', 'confirmed', 'refused')),
    requested_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    decided_at   timestamptz,
    decided_by   bigint,
    CHECK ((status = 'requested') = (decided_at IS NULL))
);
CREATE INDEX residencies_by_unit ON residencies (unit, status);

-- Logins, changes of accounts, and every opening of personal data. Names and roles as they were then.
CREATE TABLE audit (
    id      bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    account bigint,
    name    text        NOT NULL,
    roles   text[]      NOT NULL,
    unit    text,
    address text,
    action  text        NOT NULL,
    subject text        NOT NULL,
    reason  text
);
CREATE INDEX audit_by_account ON audit (account, id);
CREATE INDEX audit_by_unit ON audit (unit, id);
CREATE INDEX audit_by_subject ON audit (subject, id);
CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
