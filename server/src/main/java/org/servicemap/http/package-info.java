/**
 * HTTP on the wire: routes that describe themselves (one declaration checks requests, registers the handler and writes the
 * OpenAPI document), problem JSON, parameters, paging, CSV, ETag, web files and their headers. Knows no feature. May import
 * geo, text.
 */
@NullMarked
package org.servicemap.http;

import org.jspecify.annotations.NullMarked;
