package org.servicemap.areas.coverage;

import org.jspecify.annotations.Nullable;

/**
 * What came of an import: all or nothing.
 *
 * @param coverage null when the report has errors
 */
public record CoverageResult(@Nullable Coverage coverage, ImportReport report) {}
