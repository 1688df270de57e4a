/** HTTP on the wire: routes that describe themselves, problem JSON, parameters, paging, ETag. May import geo. */
@NullMarked
package org.servicemap.http;

import org.jspecify.annotations.NullMarked;
