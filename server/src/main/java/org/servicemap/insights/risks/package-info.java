/**
 * Where requests pile up and what is rising: conflict concentration points, key risk points, rising categories, disputes that point at a
 * fault. Never sensitive requests, never a person. May import insights, its facts and its statistics, areas, units, accounts.
 */
@NullMarked
package org.servicemap.insights.risks;

import org.jspecify.annotations.NullMarked;
