-- What only the database's own keyset makes and opens: tells at the start whether the keyset is the right one.
CREATE TABLE key_check (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    blind_index bytea NOT NULL,
    sealed bytea NOT NULL
);
