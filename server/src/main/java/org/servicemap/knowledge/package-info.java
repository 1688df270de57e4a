/**
 * What operators and citizens can read up: articles with their versions, searched by words. Owns the tables {@code articles},
 * {@code article_versions}, {@code article_uses}. May import storage, http and text.
 */
@NullMarked
package org.servicemap.knowledge;

import org.jspecify.annotations.NullMarked;
