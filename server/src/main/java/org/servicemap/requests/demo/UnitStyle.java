package org.servicemap.requests.demo;

/**
 * How a unit works: always the same for a unit, and different between them.
 *
 * @param contact share of petitioners that it calls before it acts
 * @param solve share of requests that it solves
 * @param please share of petitioners who are content with what was solved
 * @param late share of requests that miss their deadline
 * @param pace 0.3 fast to 1 slow
 */
record UnitStyle(double contact, double solve, double please, double late, double pace) {
    static UnitStyle of(long seed, String unit) {
        long salt = Seeds.mix(9, unit.hashCode());
        double skill = Seeds.fraction(seed, salt);
        return new UnitStyle(
                0.94 + 0.058 * Seeds.fraction(seed, salt + 1),
                0.7 + 0.24 * skill,
                0.84 + 0.13 * (skill + Seeds.fraction(seed, salt + 2)) / 2,
                0.11 - 0.09 * (skill + Seeds.fraction(seed, salt + 3)) / 2,
                0.3 + 0.7 * Seeds.fraction(seed, salt + 4));
    }
}
