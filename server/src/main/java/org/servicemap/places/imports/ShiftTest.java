package org.servicemap.places.imports;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.Crs;
import org.servicemap.geo.Geodesy;
import org.servicemap.geo.LonLat;
import org.servicemap.places.Place;
import org.servicemap.places.PublishedPlace;
import org.servicemap.text.LocalText;

/**
 * Whether coordinates that are said to be WGS 84 are GCJ-02. Two signs, each enough: places that are known (by their code, else by a name
 * that one place of their category has) stand some hundred metres off, and stand right when they are taken as GCJ-02; rows name another
 * area than the one that they lie in, and most of them would lie in it as GCJ-02. Not thread-safe.
 */
final class ShiftTest {
    private static final int LEAST = 3;
    private static final double OFF_METRES = 100;
    private static final double BETTER = 4;

    private final Crs gcj02 = Crs.parse("gcj02");
    private final Map<String, LonLat> byCode = new HashMap<>();
    private final Map<String, LonLat> byName = new HashMap<>();
    private final List<Double> asSaid = new ArrayList<>();
    private final List<Double> asGcj02 = new ArrayList<>();
    private int astray;
    private int mended;

    ShiftTest(List<PublishedPlace> known) {
        Set<String> several = new HashSet<>();
        for (PublishedPlace one : known) {
            byCode.put(one.place().code(), one.place().point());
            for (String name : names(one.place())) {
                if (byName.putIfAbsent(name, one.place().point()) != null) {
                    several.add(name);
                }
            }
        }
        byName.keySet().removeAll(several);
    }

    private static List<String> names(Place place) {
        return place.name().byTag().values().stream()
                .distinct()
                .map(name -> place.category() + " " + name)
                .toList();
    }

    /** A sound place of the file. */
    void add(Place place) {
        LonLat known = known(place);
        if (known != null) {
            asSaid.add(Geodesy.distanceMetres(place.point(), known));
            asGcj02.add(Geodesy.distanceMetres(asGcj02(place.point()), known));
        }
    }

    private @Nullable LonLat known(Place place) {
        LonLat same = byCode.get(place.code());
        return same != null
                ? same
                : names(place).stream()
                        .filter(byName::containsKey)
                        .findFirst()
                        .map(byName::get)
                        .orElse(null);
    }

    /** Where a point is meant to be when its coordinates are GCJ-02. */
    LonLat asGcj02(LonLat said) {
        return gcj02.toWgs84(said.lon(), said.lat());
    }

    /** A row that lies in another area than it names. @param right whether it would lie in that one as GCJ-02 */
    void astray(boolean right) {
        astray++;
        mended += right ? 1 : 0;
    }

    /** What speaks for it, in words; nothing when nothing does. */
    Optional<LocalText> found() {
        double metres = median(asSaid);
        if (asSaid.size() >= LEAST && metres > OFF_METRES && median(asGcj02) * BETTER < metres) {
            return Optional.of(LocalText.of(
                    "zh",
                    "与已知点位相比整体偏移约 " + Math.round(metres) + " 米，像是 GCJ-02 坐标被当作 WGS 84；请注明 crs: gcj02",
                    "en",
                    "known places stand " + Math.round(metres)
                            + " m off, as if GCJ-02 were taken for WGS 84; say crs: gcj02"));
        }
        return mended >= LEAST && mended * 2 > astray
                ? Optional.of(LocalText.of(
                        "zh",
                        astray + " 行不在所写的区域内，其中 " + mended + " 行按 GCJ-02 换算后就在其中，像是 GCJ-02 坐标被当作 WGS 84；请注明 crs: gcj02",
                        "en",
                        astray + " rows lie in another area than they name, and " + mended
                                + " of them would lie in it as GCJ-02; say crs: gcj02"))
                : Optional.empty();
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
    }
}
