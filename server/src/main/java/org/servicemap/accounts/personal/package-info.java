/**
 * Personal data: sealed for storage, found by a blind index, shown masked. Pure but for the keyset file. May import text.
 */
@NullMarked
package org.servicemap.accounts.personal;

import org.jspecify.annotations.NullMarked;
