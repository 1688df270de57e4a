/**
 * How many requests the next days bring, with intervals, and how well that was foretold in the past. Pure: takes and returns values. May
 * import nothing of ours.
 */
@NullMarked
package org.servicemap.insights.forecast;

import org.jspecify.annotations.NullMarked;
