-- Filters of the desks' lists that had no index of their own: a rare channel, class or grid, or what is overdue or supervised, was
-- looked for among all requests. Counts come from an index alone.
CREATE INDEX requests_of_channel ON requests (channel, id);
CREATE INDEX requests_of_urgency ON requests (urgency, id);
CREATE INDEX requests_of_area_4 ON requests (area_4, id);
DROP INDEX requests_of_category;
CREATE INDEX requests_of_category ON requests (category, id) INCLUDE (area_1, area_2, state);

-- Few requests are, and none when it is filed: these cost intake nothing.
CREATE INDEX requests_overdue ON requests (id) WHERE overdue;
CREATE INDEX requests_overdue_in_area ON requests (area_1, id) WHERE overdue;
CREATE INDEX requests_overdue_of_unit ON requests (unit, id) WHERE overdue;
CREATE INDEX requests_supervised ON requests (id) WHERE supervised;

-- Pages of what is public, counted through in the index alone.
CREATE INDEX requests_public ON requests (month, id) INCLUDE (category, ended_at) WHERE sensitive IS NOT TRUE;
DROP INDEX requests_open;
CREATE INDEX requests_open ON requests (month, id) INCLUDE (category) WHERE ended_at IS NULL AND sensitive IS NOT TRUE;
