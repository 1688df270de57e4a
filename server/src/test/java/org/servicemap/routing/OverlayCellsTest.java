package org.servicemap.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.servicemap.areas.coverage.OverlayFeature;
import org.servicemap.areas.coverage.OverlayLayer;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.text.LocalText;

class OverlayCellsTest {

    /** One part of the zone lies across the area, another only touches its border: the intersection is a polygon and a line. */
    @Test
    void aZoneThatAlsoTouchesTheBorderCutsTheAreaInTwo() {
        Geometry across = TestCity.box(116.05, 39.95, 116.15, 39.98);
        Geometry touching = TestCity.box(115.95, 39.9, 116.0, 39.93);
        Geometry zone = new GeometryFactory().buildGeometry(List.of(across, touching));
        OverlayLayer layer = new OverlayLayer(
                "zones",
                LocalText.EMPTY,
                OverlayLayer.Kind.POLYGON,
                0,
                List.of(new OverlayFeature("Z", LocalText.EMPTY, Map.of(), zone)));
        AreaDirectory none = AreaDirectory.of(List.of(), List.of());
        Territory territory = new Territory("v", none, List.of(layer), 1);
        OverlayCells cells = OverlayCells.of(
                territory, area -> TestCity.box(116.0, 39.9, 116.1, 40.0), Set.of("zones"), OverlayCells.NOISE_M2);
        assertThat(cells.of(0)).containsExactlyInAnyOrder(new int[] {0}, new int[0]);
    }
}
