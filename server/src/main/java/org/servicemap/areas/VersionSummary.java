package org.servicemap.areas;

import java.time.LocalDate;

/**
 * One area version in a list.
 *
 * @param status {@code draft}, {@code published} or {@code retired}
 * @param current whether it is the one in force today
 */
public record VersionSummary(String id, String label, LocalDate effectiveFrom, String status, boolean current) {}
