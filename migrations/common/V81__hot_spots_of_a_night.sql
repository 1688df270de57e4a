-- How likely chance alone shows one like it in any of the night's searches: p holds for one category alone. Null: found before this was kept.
ALTER TABLE hot_spots ADD COLUMN night_p double precision CHECK (night_p > 0 AND night_p <= 1);
