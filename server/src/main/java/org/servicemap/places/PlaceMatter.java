package org.servicemap.places;

import org.servicemap.text.LocalText;

/**
 * A matter that can be done at a place.
 *
 * @param code of the matter
 * @param remark what is special about it here; may be empty
 */
public record PlaceMatter(String code, LocalText remark) {}
