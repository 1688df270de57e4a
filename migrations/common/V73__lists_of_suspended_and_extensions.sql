-- What is suspended by the date of its review, and where more time was asked for by deadline: each list has its own index.
CREATE INDEX requests_suspended ON requests ((coalesce(review_at, 'infinity')), id) WHERE state = 'suspended';
CREATE INDEX requests_extensions ON requests ((coalesce(deadline, 'infinity')), id) WHERE extension_asked IS NOT NULL;
