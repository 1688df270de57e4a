package org.servicemap.gazetteer.words;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.LonLat;
import org.servicemap.text.LocalText;

/**
 * A part of the demo city's names as a small file, since making the whole city takes too long for a test: all areas from the
 * pack's lists of codes, places from {@code src/test/resources/demo-places.csv} ({@link DemoCity#main} writes it).
 */
public final class CityExtract {
    private static final Path CODES = Path.of("../gis-data/beijing/codes");
    private static final Path FILE = Path.of("src/test/resources/demo-places.csv");
    private static final LonLat ANYWHERE = new LonLat(116.4, 39.9);

    private CityExtract() {}

    static void write(Path file, List<NamedArea> areas, List<NamedPlace> places) throws IOException {
        try (PrintStream out = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
            for (NamedPlace place : places) {
                out.println(String.join(
                        ",",
                        place.kind().name(),
                        place.code(),
                        place.name().in("zh", "zh"),
                        place.name().in("en", "en"),
                        place.area() < 0 ? "" : areas.get(place.area()).code(),
                        place.owner() == null ? "" : place.owner(),
                        place.crossing() == null ? "" : place.crossing()));
            }
        }
    }

    /** Districts, sub-districts and communities, and a part of the places. */
    public static PlaceNames read() {
        List<NamedArea> areas = new ArrayList<>();
        Map<String, Integer> ordinals = new HashMap<>();
        for (String level : List.of("district", "subdistrict", "community")) {
            lines(CODES.resolve(level + ".csv")).stream().skip(1).forEach(line -> {
                String[] cells = line.split(",");
                ordinals.put(cells[0], areas.size());
                areas.add(area(level, cells[0], cells[1], ordinals));
            });
        }
        List<NamedPlace> places =
                lines(FILE).stream().map(line -> place(line, ordinals)).toList();
        return new PlaceNames(LocalText.of("zh", "北京市", "en", "Beijing"), areas, places, new Spelling());
    }

    private static NamedArea area(String level, String code, String name, Map<String, Integer> ordinals) {
        int parent = level.equals("district")
                ? -1
                : ordinals.getOrDefault(code.substring(0, level.equals("subdistrict") ? 6 : 9), -1);
        return new NamedArea(parent, level, code, LocalText.of("zh", name), ANYWHERE, 500);
    }

    private static NamedPlace place(String line, Map<String, Integer> ordinals) {
        String[] cells = line.split(",", -1);
        return new NamedPlace(
                PlaceKind.valueOf(cells[0]),
                cells[1],
                LocalText.of("zh", cells[2], "en", cells[3]),
                ANYWHERE,
                100,
                ordinals.getOrDefault(cells[4], -1),
                blankToNull(cells[5]),
                null,
                blankToNull(cells[6]));
    }

    private static @Nullable String blankToNull(String cell) {
        return cell.isEmpty() ? null : cell;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
