-- What is suspended by the date of its review, and where more time was asked for by deadline: each list has its own index, which may have
-- been made beforehand, month by month.
CREATE INDEX IF NOT EXISTS requests_suspended ON requests ((coalesce(review_at, 'infinity')), id) WHERE state = 'suspended';
CREATE INDEX IF NOT EXISTS requests_extensions ON requests ((coalesce(deadline, 'infinity')), id) WHERE extension_asked IS NOT NULL;
