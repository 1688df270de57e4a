/**
 * HTTP on the wire: routes that describe themselves (one declaration checks requests, registers the handler and writes the
 * OpenAPI document), problem JSON, parameters, paging, CSV, ETag, JSON bodies,
 * uploads, event streams, who calls and how often, web files and their headers. Knows no feature: what needs storage is an
 * interface here ({@code CallerSource}, {@code Idempotency}). May import
 * geo, text.
 */
@NullMarked
package org.servicemap.http;

import org.jspecify.annotations.NullMarked;
