package org.servicemap.areas.tiles;

import io.github.sebasbaumh.mapbox.vectortile.VectorTile;

/** Attribute values as MVT writes them. */
final class MvtValues {
    private MvtValues() {}

    static VectorTile.Tile.Value of(Object value) {
        VectorTile.Tile.Value.Builder builder = VectorTile.Tile.Value.newBuilder();
        if (value instanceof Double number) {
            builder.setDoubleValue(number);
        } else if (value instanceof Integer number) {
            builder.setSintValue(number);
        } else {
            builder.setStringValue(value.toString());
        }
        return builder.build();
    }
}
