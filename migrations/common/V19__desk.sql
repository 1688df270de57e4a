-- What the public reads of a request beside its point: words and photos that a person has looked at.
ALTER TABLE published_texts ADD COLUMN reply text;
CREATE TABLE published_photos (
    month      int    NOT NULL,
    request_id bigint NOT NULL,
    attachment bigint NOT NULL,
    PRIMARY KEY (month, request_id, attachment)
);

-- Sentences that desks use again and again.
CREATE TABLE reply_templates (
    id         bigint      PRIMARY KEY,
    unit       text,                 -- for this unit and those below it; null for all
    title      text        NOT NULL,
    body       text        NOT NULL, -- {number}, {category}, {unit} and {place} are filled in
    version    int         NOT NULL DEFAULT 1,
    changed_by bigint      NOT NULL, -- account
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX reply_templates_of_unit ON reply_templates (unit);
