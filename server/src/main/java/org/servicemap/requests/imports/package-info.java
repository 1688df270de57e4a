/**
 * Reads files of requests that another system kept: CSV and XLSX, by a mapping that says which column is what. Pure. May
 * import nothing of ours but text and formats.
 */
@NullMarked
package org.servicemap.requests.imports;

import org.jspecify.annotations.NullMarked;
