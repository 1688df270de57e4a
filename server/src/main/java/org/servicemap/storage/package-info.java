/** The database: embedded cluster, pool, migrations, transactions, geometry codec, spatial SQL. May import geo. */
@NullMarked
package org.servicemap.storage;

import org.jspecify.annotations.NullMarked;
