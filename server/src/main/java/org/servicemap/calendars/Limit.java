package org.servicemap.calendars;

/**
 * A time limit, counted in hours, calendar days or working days.
 *
 * @param amount at least 1
 */
public record Limit(Unit unit, int amount) {
    /** What is counted. */
    public enum Unit {
        HOURS,
        DAYS,
        WORKING_DAYS;

        /** The key in YAML and JSON. */
        public String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public Limit {
        if (amount < 1 || amount > 100_000) {
            throw new IllegalArgumentException("a limit is 1 to 100000 " + unit.key() + ", not " + amount);
        }
    }

    public static Limit hours(int amount) {
        return new Limit(Unit.HOURS, amount);
    }

    public static Limit days(int amount) {
        return new Limit(Unit.DAYS, amount);
    }

    public static Limit workingDays(int amount) {
        return new Limit(Unit.WORKING_DAYS, amount);
    }
}
