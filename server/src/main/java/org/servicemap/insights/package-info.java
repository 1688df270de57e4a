/**
 * What requests tell as a whole: for everybody, frozen releases of counts that reveal nobody, which own the tables
 * {@code statistics_*} and count what comes through {@link org.servicemap.insights.RequestCounts}; for those who supervise and
 * analyse, figures over the facts ({@code insights.facts}). {@code app} wires both. May import areas and its sub-packages, units,
 * accounts, http, storage, geo, text.
 */
@NullMarked
package org.servicemap.insights;

import org.jspecify.annotations.NullMarked;
