/**
 * What those who run the installation look at: metrics, logs, the state of servers, jobs, database and disks, and the checks of a
 * deployment. Reads counts from other packages' tables, never texts or persons. Imports storage, http and the keyset's file.
 */
@NullMarked
package org.servicemap.operate;

import org.jspecify.annotations.NullMarked;
