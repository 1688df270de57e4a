-- How many of the released requests were solved when their month was released; what may not be known of it is not here. Months released before
-- have none: nothing is cut again.
CREATE TABLE statistics_solved (
    release  bigint NOT NULL,
    level    text   NOT NULL,
    area     text   NOT NULL,
    category text   NOT NULL,
    solved   int    NOT NULL CHECK (solved > 0),
    PRIMARY KEY (release, level, area, category),
    FOREIGN KEY (release, level, area, category) REFERENCES statistics_cells
);

CREATE TRIGGER statistics_solved_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON statistics_solved
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
