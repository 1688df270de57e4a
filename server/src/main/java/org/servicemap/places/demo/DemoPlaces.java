package org.servicemap.places.demo;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.servicemap.areas.coverage.OverlayFeature;
import org.servicemap.areas.coverage.OverlayLayer;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.geo.LonLat;
import org.servicemap.places.Accessibility;
import org.servicemap.places.Charge;
import org.servicemap.places.Place;
import org.servicemap.text.LocalText;

/**
 * Invents the places of a demo city. Each kind draws from a random source of its own, so that another kind more or less changes
 * nothing in the others; the same settings and areas give the same places. Not thread-safe.
 */
public final class DemoPlaces {
    private static final String OVERLAY = "overlay:";

    private final DemoSettings settings;
    private final AreaSnapshot areas;
    private final AreaDirectory directory;
    private final DemoGround ground;
    private final BiFunction<String, String, @Nullable String> unitOf;
    private final List<Place> places = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    private DemoPlaces(DemoSettings settings, AreaSnapshot areas, BiFunction<String, String, @Nullable String> unitOf) {
        this.settings = settings;
        this.areas = areas;
        this.directory = areas.directory();
        this.ground = new DemoGround(areas);
        this.unitOf = unitOf;
    }

    /**
     * All of them.
     *
     * @param yaml the pack's {@code places_demo.yml}
     * @param unitOf the code of the unit of an area (level, code) or overlay feature ({@code overlay:layer}, code), or null
     */
    public static List<Place> invent(
            String yaml, AreaSnapshot areas, BiFunction<String, String, @Nullable String> unitOf) {
        DemoPlaces demo = new DemoPlaces(DemoSettings.parse(yaml), areas, unitOf);
        demo.settings.kinds().forEach(demo::kind);
        return demo.places;
    }

    private void kind(DemoKind kind) {
        SplittableRandom random =
                new SplittableRandom(settings.seed() * 31 + kind.category().hashCode());
        String each = kind.each();
        if (each == null) {
            for (int i = 1; i <= kind.count(); i++) {
                int leaf = ground.anyLeaf(random);
                add(
                        kind,
                        random,
                        kind.category() + "-" + i,
                        ground.within(leaf, random),
                        all(kind.inChargeOf()),
                        null,
                        null);
            }
        } else if (each.startsWith(OVERLAY)) {
            overlay(kind, random, each.substring(OVERLAY.length()));
        } else {
            areas(kind, random, ground.rank(each), each);
        }
    }

    private List<Charge> all(@Nullable String level) {
        return level == null
                ? List.of()
                : IntStream.of(ground.areas(ground.rank(level)))
                        .mapToObj(area -> Charge.area(level, directory.code(area)))
                        .toList();
    }

    /** One in each area of a level, or in the first of every few that follow each other. */
    private void areas(DemoKind kind, SplittableRandom random, int rank, String level) {
        List<Charge> charges = new ArrayList<>();
        int first = -1;
        int[] all = ground.areas(rank);
        for (int i = 0; i < all.length; i++) {
            int area = all[i];
            if (!kind.suits(directory.name(area).in("zh", "en"))) {
                continue;
            }
            first = charges.isEmpty() ? area : first;
            charges.add(Charge.area(level, directory.code(area)));
            boolean last = i + 1 == all.length || directory.parent(all[i + 1]) != directory.parent(area);
            if (charges.size() == kind.every() || last) {
                String code = directory.code(first);
                add(
                        kind,
                        random,
                        kind.category() + "-" + code,
                        ground.within(ground.leafIn(first, random), random),
                        kind.inCharge() ? charges : List.of(),
                        directory.name(first),
                        unitOf.apply(level, code));
                charges.clear();
            }
        }
    }

    private void overlay(DemoKind kind, SplittableRandom random, String id) {
        for (OverlayLayer layer : areas.overlays().layers()) {
            if (layer.id().equals(id)) {
                layer.features().forEach(feature -> feature(kind, random, id, feature));
            }
        }
    }

    private void feature(DemoKind kind, SplittableRandom random, String layer, OverlayFeature feature) {
        Coordinate inside = feature.wgs84().getInteriorPoint().getCoordinate();
        add(
                kind,
                random,
                kind.category() + "-" + feature.code(),
                new LonLat(DemoGround.rounded(inside.x), DemoGround.rounded(inside.y)),
                kind.inCharge() ? List.of(Charge.overlay(layer, feature.code())) : List.of(),
                feature.name(),
                unitOf.apply(OVERLAY + layer, feature.code()));
    }

    private void add(
            DemoKind kind,
            SplittableRandom random,
            String code,
            LonLat point,
            List<Charge> charges,
            @Nullable LocalText area,
            @Nullable String unit) {
        DemoNames names = new DemoNames(settings, directory, ground.leafAt(point), area);
        LocalText pattern = pick(kind.names(), random);
        LocalText name = names.fill(pattern, key -> numbers.merge(kind.category() + key, 1, Integer::sum));
        String phone = settings.phone().replace("{n}", String.format("%04d", places.size() % 10_000));
        places.add(new Place(
                code,
                name,
                LocalText.EMPTY,
                kind.category(),
                point,
                names.address(1 + random.nextInt(180)),
                List.of(phone),
                pick(kind.hours(), random),
                null,
                accessibility(kind.accessible(), random),
                charges,
                unit,
                List.of(),
                random.nextDouble() < kind.appointments(),
                null,
                List.of(),
                settings.source(),
                settings.updatedOn()));
    }

    private static <T> T pick(List<T> list, SplittableRandom random) {
        return list.get(random.nextInt(list.size()));
    }

    private static List<Accessibility> accessibility(double likely, SplittableRandom random) {
        EnumMap<Accessibility, Boolean> facts = new EnumMap<>(Accessibility.class);
        for (Accessibility fact : Accessibility.values()) {
            // the later ones are the rarer ones
            if (random.nextDouble() < likely / (1 + fact.ordinal() * 0.4)) {
                facts.put(fact, true);
            }
        }
        return List.copyOf(facts.keySet());
    }
}
