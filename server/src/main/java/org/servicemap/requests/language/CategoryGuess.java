package org.servicemap.requests.language;

/** @param confidence share of such guesses that are right, 0 to 1 */
public record CategoryGuess(String category, double confidence) {}
