package org.servicemap.areas;

/**
 * An area across versions.
 *
 * @param level id of the level, as in the pack
 * @param code unique within the level
 */
public record AreaKey(String level, String code) {}
