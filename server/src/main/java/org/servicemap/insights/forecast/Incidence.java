package org.servicemap.insights.forecast;

import java.util.Arrays;

/**
 * How long requests take to a valid callback, in days of age, beside those that end without one: discrete hazards with competing exits
 * (Aalen and Johansen), so that those still open count for as long as they have been looked at. Not thread-safe.
 */
public final class Incidence {
    /** Older ones are taken as this old. */
    public static final int DAYS = 120;

    private final double[] callbacks = new double[DAYS + 1];
    private final double[] others = new double[DAYS + 1];
    private final double[] atRisk = new double[DAYS + 1];
    private double cases;

    /** How a request left. */
    public enum Exit {
        CALLBACK,
        OTHER,
        /** Not yet. */
        OPEN
    }

    /** @param age in whole days, at the exit or now */
    public void add(int age, Exit exit, double n) {
        int last = Math.max(0, Math.min(DAYS, age));
        for (int day = 0; day <= last; day++) {
            atRisk[day] += n;
        }
        cases += n;
        switch (exit) {
            case CALLBACK -> callbacks[last] += n;
            case OTHER -> others[last] += n;
            case OPEN -> atRisk[last] -= n / 2;
        }
    }

    public Incidence plus(Incidence other) {
        Incidence sum = new Incidence();
        for (int day = 0; day <= DAYS; day++) {
            sum.callbacks[day] = callbacks[day] + other.callbacks[day];
            sum.others[day] = others[day] + other.others[day];
            sum.atRisk[day] = atRisk[day] + other.atRisk[day];
        }
        sum.cases = cases + other.cases;
        return sum;
    }

    public double cases() {
        return cases;
    }

    /** Of those still open at an age, the share that gets a valid callback within so many days more. */
    public double share(int age, int within) {
        double open = 1;
        double called = 0;
        for (int day = Math.min(DAYS, age + 1); day <= Math.min(DAYS, age + within); day++) {
            if (atRisk[day] > 0) {
                double hazard = Math.min(1, callbacks[day] / atRisk[day]);
                double away = Math.min(1 - hazard, others[day] / atRisk[day]);
                called += open * hazard;
                open *= 1 - hazard - away;
            }
        }
        return called;
    }

    /** How many cases were looked at from an age on. */
    public double behind(int age) {
        return Arrays.stream(atRisk, Math.min(DAYS, age), DAYS + 1).max().orElse(0);
    }
}
