-- The dispatchers' queue, one urgency class after the other and of each what waits longest; may have been made beforehand, month by month.
CREATE INDEX IF NOT EXISTS requests_in_queue_by_urgency ON requests (urgency, id) WHERE queue_reason IS NOT NULL;
