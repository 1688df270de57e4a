package org.servicemap.gazetteer.words;

import org.servicemap.geo.LonLat;
import org.servicemap.text.LocalText;

/**
 * One area as the finder knows it.
 *
 * @param parent position of the parent in the list of areas, or −1
 * @param level id of the level
 * @param position a point inside, WGS 84
 * @param radiusMetres half its extent
 */
public record NamedArea(int parent, String level, String code, LocalText name, LonLat position, double radiusMetres) {}
