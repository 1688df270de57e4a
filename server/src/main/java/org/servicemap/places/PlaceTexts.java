package org.servicemap.places;

import org.jspecify.annotations.Nullable;

/**
 * What a city pack says of places, already checked.
 *
 * @param categories CSV, see {@link CategoryCsv}
 * @param matters YAML, see {@link MatterYaml}; null when there is none
 * @param places CSV, see {@link PlaceCsv}; null when there is none
 * @param demo YAML: how to invent more places; null when none shall be
 */
public record PlaceTexts(
        String categories,
        @Nullable String matters,
        @Nullable String places,
        @Nullable String demo) {}
