/**
 * What many would ask about at once: incidents that dispatchers outline, and planned outages that are imported. Owns the tables
 * {@code incidents} and {@code incident_versions}. The requests that follow an incident are reached through {@link
 * org.servicemap.incidents.LinkedRequests}, which requests implements. May import areas, units, accounts, storage, http, text, geo.
 */
@NullMarked
package org.servicemap.incidents;

import org.jspecify.annotations.NullMarked;
