package org.servicemap.requests;

/**
 * What another system learns of a request that it filed.
 *
 * @param number the public number
 * @param queryCode opens the request together with the number; readable here once
 */
public record Filed(long id, String number, String queryCode) {}
