package org.servicemap.requests;

/**
 * What the petitioner is given.
 *
 * @param code readable here once; the database only has a keyed hash of it
 */
record Receipt(Request request, QueryCode code) {}
