/**
 * The three rates: response, resolution and satisfaction, from the callbacks that reached the citizen. Pure. May import
 * nothing of ours but text.
 */
@NullMarked
package org.servicemap.requests.rates;

import org.jspecify.annotations.NullMarked;
