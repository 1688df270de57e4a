/**
 * Figures from elsewhere (population, income, weather …) by area, point or day, with where they come from: what counts of requests are
 * divided by, laid beside or correlated with. Owns the tables {@code outside_*}. May import insights, areas and its sub-packages, accounts,
 * http, storage, geo, text.
 */
@NullMarked
package org.servicemap.insights.outside;

import org.jspecify.annotations.NullMarked;
