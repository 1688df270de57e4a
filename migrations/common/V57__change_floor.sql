-- Up to where the change log was shortened: whoever stands before it has missed something and begins anew. No row: never.
CREATE TABLE change_floor (
    id        smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
    xid       xid8     NOT NULL,
    change_id bigint   NOT NULL
);

-- Still nothing is changed, and nothing goes but what the floor says.
DROP TRIGGER changes_are_append_only ON changes;
CREATE TRIGGER changes_are_append_only BEFORE UPDATE OR TRUNCATE ON changes
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION refuse_loss_of_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM change_floor AS f WHERE (OLD.xid, OLD.id) <= (f.xid, f.change_id)) THEN
        RAISE EXCEPTION 'rows of changes are only ever added' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;

CREATE TRIGGER changes_go_from_their_beginning BEFORE DELETE ON changes
    FOR EACH ROW EXECUTE FUNCTION refuse_loss_of_change();
