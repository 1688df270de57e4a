/**
 * Facts: what analysis counts, copied out of the requests into a DuckDB file of each server's own. Never the truth: fed from the
 * change log in commit order, rebuilt at any time, checked against the database. What it copies comes through
 * {@link org.servicemap.insights.facts.RequestFacts}, which {@code app} wires. May import storage.
 */
@NullMarked
package org.servicemap.insights.facts;

import org.jspecify.annotations.NullMarked;
