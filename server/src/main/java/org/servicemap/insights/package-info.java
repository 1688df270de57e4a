/**
 * What requests tell as a whole: for everybody, frozen releases of counts that reveal nobody. Owns the tables {@code statistics_*}.
 * What it counts comes through {@link org.servicemap.insights.RequestCounts}, which {@code app} wires. May import areas and its
 * sub-packages, units, storage, text.
 */
@NullMarked
package org.servicemap.insights;

import org.jspecify.annotations.NullMarked;
