/**
 * Where requests concentrate, with proof: local statistics, the correction for looking often, the scan over space and time. Pure: takes and
 * returns values, coordinates in metres on a plane. May import nothing of ours.
 */
@NullMarked
package org.servicemap.insights.spatial;

import org.jspecify.annotations.NullMarked;
