package org.servicemap.insights;

import java.time.Instant;

/**
 * How the city makes its rates and over which time, of the assessment that is running.
 *
 * @param until excluded
 * @param basically what "basically satisfied" counts for, 0 to 1
 */
public record RateOutlookRules(
        Instant from, Instant until, double response, double resolution, double satisfaction, double basically) {}
