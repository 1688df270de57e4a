/**
 * Copies of the whole installation and back: all tables as of one moment and all attachments, from either kind of database into either
 * kind. Owns the archive's form; never holds keys. Imports storage and attachments.
 */
@NullMarked
package org.servicemap.operate.backup;

import org.jspecify.annotations.NullMarked;
