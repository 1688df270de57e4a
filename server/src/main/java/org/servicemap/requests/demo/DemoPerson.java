package org.servicemap.requests.demo;

import java.util.SplittableRandom;

/**
 * An invented person or company.
 *
 * @param phone as dialled inside the city: subscriber numbers never begin with 0 or 1 there, so that nobody has it
 */
public record DemoPerson(boolean enterprise, String name, String phone) {
    private static final long NUMBERS = 20_000_000;
    private static final double COMPANIES = 0.06;

    /**
     * @param areaCode with which local numbers are dialled, as {@code 010}; empty for none
     * @param number of the person
     */
    public static DemoPerson of(DemoRhythm rhythm, long seed, String areaCode, long number) {
        SplittableRandom random = Seeds.random(seed, Seeds.mix(8, number));
        boolean enterprise = random.nextDouble() < COMPANIES;
        String surname = rhythm.word("surnames", random);
        String name = enterprise
                ? surname + rhythm.word("given_names", random) + rhythm.word("companies", random)
                : surname + rhythm.word("given_names", random);
        // different people, different numbers: the factor has no divisor in common with the length of the range
        long local = Math.floorMod(number * 7_368_787L, NUMBERS);
        return new DemoPerson(enterprise, name, areaCode + String.format(java.util.Locale.ROOT, "%08d", local));
    }
}
