-- Lists stay quick with millions of requests: each order that a desk shows has its own index.
CREATE INDEX requests_by_id ON requests (id);
-- Requests that have no deadline, or were not handled, come last: so do they in the index.
CREATE INDEX requests_by_deadline ON requests ((coalesce(deadline, 'infinity')), id)
    WHERE state IN ('dispatched', 'disputed', 'accepted', 'in_progress', 'suspended');
DROP INDEX requests_with_unit;
CREATE INDEX requests_with_unit ON requests (unit, (coalesce(deadline, 'infinity')), id)
    WHERE state IN ('dispatched', 'disputed', 'accepted', 'in_progress', 'suspended');
DROP INDEX requests_to_call;
CREATE INDEX requests_to_call ON requests ((coalesce(handled_at, 'infinity')), id) WHERE callback_open;
CREATE INDEX requests_of_handler ON requests (handler, id) WHERE handler IS NOT NULL;
-- All states but the one that nearly all requests end in.
CREATE INDEX requests_by_state ON requests (state, id) WHERE state <> 'closed';
