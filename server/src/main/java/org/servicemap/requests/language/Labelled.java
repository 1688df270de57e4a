package org.servicemap.requests.language;

/** A text and the category that it turned out to be of. */
public record Labelled(String text, String category) {}
