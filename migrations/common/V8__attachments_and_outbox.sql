-- What only the database's own keyset makes and opens: tells at the start whether the keyset is the right one.
CREATE TABLE key_check (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    blind_index bytea NOT NULL,
    sealed bytea NOT NULL
);

-- Uploaded files. Their bytes are sealed files outside the database, under an address made of their content.
CREATE TABLE attachments (
    id bigint PRIMARY KEY,
    address text NOT NULL,
    thumbnail text,
    media_type text NOT NULL,
    bytes bigint NOT NULL CHECK (bytes >= 0),
    width int NOT NULL,
    height int NOT NULL,
    uploaded_by bigint,
    -- Blind index of the token that its uploader shows to tie it to a request; gone once it is tied.
    token bytea,
    expires_at timestamptz,
    owner_kind text,
    owner bigint,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT loose_or_tied CHECK (
        (owner IS NULL AND owner_kind IS NULL AND token IS NOT NULL AND expires_at IS NOT NULL)
        OR (owner IS NOT NULL AND owner_kind IS NOT NULL AND token IS NULL AND expires_at IS NULL))
);
CREATE INDEX attachments_by_owner ON attachments (owner, owner_kind) WHERE owner IS NOT NULL;
CREATE INDEX attachments_by_address ON attachments (address);
CREATE INDEX attachments_by_thumbnail ON attachments (thumbnail) WHERE thumbnail IS NOT NULL;
CREATE INDEX attachments_loose ON attachments (expires_at) WHERE owner IS NULL;

-- Messages to people and systems, appended by the transaction that they tell of. Recipient and parameters are sealed.
CREATE TABLE outbox (
    id bigint PRIMARY KEY,
    channel text NOT NULL CHECK (channel IN ('sms', 'email', 'webhook', 'page')),
    recipient bytea NOT NULL,
    recipient_masked text NOT NULL,
    -- Blind index, by which a person's messages are found for export and erasure.
    recipient_index bytea NOT NULL,
    template text NOT NULL,
    language text NOT NULL,
    params bytea NOT NULL,
    request bigint,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'expired')),
    attempts int NOT NULL DEFAULT 0,
    -- When it is due; of one that is being sent, when its sender is taken for dead.
    next_try_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at timestamptz,
    -- Which sender took it.
    via text,
    last_error text,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    sent_at timestamptz
);
CREATE INDEX outbox_due ON outbox (channel, next_try_at) WHERE state IN ('waiting', 'sending');
CREATE INDEX outbox_by_state ON outbox (state, id);
CREATE INDEX outbox_by_request ON outbox (request) WHERE request IS NOT NULL;
CREATE INDEX outbox_by_recipient ON outbox (recipient_index);

-- Systems of units that are told of events.
CREATE TABLE webhook_subscriptions (
    id bigint PRIMARY KEY,
    -- Told of this unit's requests and of those of units below it; null is told of all.
    unit text,
    url text NOT NULL,
    events text[] NOT NULL,
    secret bytea NOT NULL,
    created_by bigint,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
