package org.servicemap.accounts;

/** Somebody who handles requests for a unit. */
public record Worker(long account, String name, String unit) {}
