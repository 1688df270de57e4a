package org.servicemap.areas.coverage;

/** How grave a {@link Finding} is. */
public enum Severity {
    /** Stops the import. */
    ERROR,
    /** Was changed, by the amount that the finding says. */
    REPAIRED,
    /** Was left as it is; somebody should look. */
    WARNING
}
