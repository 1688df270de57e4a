/**
 * The append-only history of requests as pure functions: canonical bytes, commitments to erasable values, the chain of
 * hashes and signed heads. May import text.
 */
@NullMarked
package org.servicemap.requests.history;

import org.jspecify.annotations.NullMarked;
