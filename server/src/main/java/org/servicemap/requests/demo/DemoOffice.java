package org.servicemap.requests.demo;

import java.util.List;
import java.util.function.Function;

/**
 * The staff of the invented year: how each unit works, whom it asks, and in which words it answers.
 *
 * @param seed of the year
 * @param neighbours units that a unit may ask or that may be responsible in its place; may be empty
 */
public record DemoOffice(long seed, DemoRhythm rhythm, Function<String, List<String>> neighbours) {}
