/**
 * Open311 GeoReport v2 over the city's own intake and published requests: XML and JSON, a production endpoint and one for
 * trying. Owns no tables. May import requests, attachments, units, areas, storage, http, text, geo.
 */
@NullMarked
package org.servicemap.open311;

import org.jspecify.annotations.NullMarked;
