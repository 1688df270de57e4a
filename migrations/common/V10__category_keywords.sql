-- Words that people use for a category, by language, separated by semicolons: where proposals start before anything is learned.
ALTER TABLE categories ADD COLUMN keywords jsonb NOT NULL DEFAULT '{}';
