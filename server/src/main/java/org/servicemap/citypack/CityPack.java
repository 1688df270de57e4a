package org.servicemap.citypack;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.coverage.Level;
import org.servicemap.geo.BBox;
import org.servicemap.text.Attempts;
import org.servicemap.text.LocalText;

/**
 * A city pack's {@code pack.yml}, read and checked as far as one file can be: levels, languages, dates and references
 * between its own keys. The layers and tables that it names are read by {@link PackImport}.
 */
final class CityPack {
    static final int FORMAT = 1;
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_-]{0,39}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*");
    static final String MAIN_FILE = "pack.yml";
    /** Half the width of the square around the map's centre in which a city's layers are expected. */
    static final double VICINITY_DEGREES = 1.5;

    private final Path folder;
    private final PackFile file;
    private final List<Level> levels;
    private final LocalDate effectiveFrom;

    private CityPack(Path folder, PackFile file, List<Level> levels, LocalDate effectiveFrom) {
        this.folder = folder;
        this.file = file;
        this.levels = levels;
        this.effectiveFrom = effectiveFrom;
    }

    /**
     * Reads {@code pack.yml} in a folder.
     *
     * @throws PackException all that is wrong with the file, with the lines where there are some
     */
    static CityPack read(Path folder) {
        PackYaml.Reading<PackFile> reading = PackYaml.read(folder.resolve(MAIN_FILE), MAIN_FILE, PackFile.class);
        Attempts<PackException> attempts = new Attempts<>(PackException.class);
        CityPack pack = reading.value() == null ? null : checked(folder, reading.value(), attempts);
        List<PackException> faults = new ArrayList<>(reading.faults());
        attempts.faults().stream()
                .filter(fault -> !fault.isWithin(reading.unread()))
                .map(fault -> located(folder, fault))
                .forEach(faults::add);
        if (pack == null || !faults.isEmpty()) {
            faults.sort(Comparator.comparingLong(PackException::line));
            throw PackException.ofAll(faults);
        }
        return pack;
    }

    /** Gives a fault that names only a key of {@code pack.yml} the line where that stands. */
    static <T> T located(Path folder, Supplier<T> work) {
        try {
            return work.get();
        } catch (PackException e) {
            throw located(folder, e);
        }
    }

    private static PackException located(Path folder, PackException fault) {
        return fault.key().isEmpty() ? fault : fault.at(PackYaml.lineOf(folder.resolve(MAIN_FILE), fault.key()));
    }

    /** The same with its line, when it names only a key of {@code pack.yml}. */
    PackException located(PackException fault) {
        return located(folder, fault);
    }

    /** Null when what all else refers to is wrong. */
    private static @Nullable CityPack checked(Path folder, PackFile file, Attempts<PackException> attempts) {
        attempts.run(() -> require(
                file.format() == FORMAT, "format", "this program reads format " + FORMAT + ", not " + file.format()));
        attempts.run(() -> requireId(file.id(), "id"));
        attempts.run(() -> requireText(file.name(), "name"));
        attempts.run(() -> requireLanguages(file));
        attempts.run(() -> zone(file.timeZone()));
        if (file.overlays() != null) {
            OverlayBlocks.check(file.overlays(), attempts);
        }
        PackFile.PlacesBlock places = file.places();
        if (places != null) {
            attempts.run(() -> present(places.categories(), "places.categories"));
        }
        attempts.run(() -> checkProcess(folder, file));
        CityOfPack.check(file, attempts);
        LocalDate effectiveFrom = attempts.of(() -> effectiveFrom(file));
        List<Level> levels = attempts.of(() -> levels(file));
        if (effectiveFrom == null || levels == null) {
            return null;
        }
        CityPack pack = new CityPack(folder, file, levels, effectiveFrom);
        pack.checkLevelNames(attempts);
        return pack;
    }

    private static void requireLanguages(PackFile file) {
        present(file.defaultLanguage(), "default_language");
        present(file.languages(), "languages");
        for (String language : items(file.languages(), "languages")) {
            require(LANGUAGE.matcher(language).matches(), "languages", "«" + language + "» is no language tag");
        }
        require(file.languages().contains(file.defaultLanguage()), "languages", "must hold default_language");
    }

    private static LocalDate effectiveFrom(PackFile file) {
        present(file.areas(), "areas");
        present(file.areas().label(), "areas.label");
        return date(file.areas().effectiveFrom());
    }

    private static List<Level> levels(PackFile file) {
        present(file.levels(), "levels");
        int count = file.levels().size();
        require(count >= 1 && count <= Level.MAX_LEVELS, "levels", "a city has 1 to 6 levels, not " + count);
        List<Level> levels = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        for (PackFile.LevelBlock block : items(file.levels(), "levels")) {
            requireId(block.id(), "levels.id");
            require(seen.add(block.id()), "levels.id", "«" + block.id() + "» stands twice");
            requireText(block.name(), "levels." + block.id() + ".name");
            levels.add(new Level(levels.size() + 1, block.id(), new LocalText(block.name())));
        }
        return List.copyOf(levels);
    }

    private void checkLevelNames(Attempts<PackException> attempts) {
        String authoritative = file.authoritativeLevel();
        if (authoritative != null) {
            attempts.run(() -> level(authoritative, "authoritative_level"));
        }
        String routing = file.routingLevel();
        if (routing != null) {
            attempts.run(() -> level(routing, "routing_level"));
        }
        boolean generated = file.areas().generate() != null;
        attempts.run(() -> require(generated || !layers().isEmpty(), "areas.layers", "name at least one layer"));
        for (int i = 0; i < layers().size(); i++) {
            check(layers().get(i), "areas.layers[" + i + "]", attempts);
        }
    }

    private void check(PackFile.@Nullable LayerBlock layer, String key, Attempts<PackException> attempts) {
        if (layer == null) {
            attempts.run(() -> require(false, key, "is empty"));
            return;
        }
        attempts.run(() -> level(present(layer.level(), key + ".level"), key + ".level"));
        attempts.run(() -> present(layer.file(), key + ".file"));
    }

    private static void checkProcess(Path folder, PackFile file) {
        if (file.process() != null) {
            ProcessCheck.require(
                    PackYaml.parse(folder.resolve(MAIN_FILE))
                            .find("process")
                            .orElseThrow(() -> fault("process", "is missing")),
                    file.process(),
                    file.defaultLanguage());
        }
    }

    /** The level with an id, or an error that names the key it was asked for by. */
    Level level(String id, String key) {
        return levels.stream()
                .filter(level -> level.id().equals(id))
                .findFirst()
                .orElseThrow(() -> fault(
                        key,
                        "there is no level «" + id + "»; levels are "
                                + levels.stream().map(Level::id).toList()));
    }

    Path folder() {
        return folder;
    }

    PackFile file() {
        return file;
    }

    List<Level> levels() {
        return levels;
    }

    LocalDate effectiveFrom() {
        return effectiveFrom;
    }

    List<PackFile.LayerBlock> layers() {
        return file.areas().layers() == null ? List.of() : file.areas().layers();
    }

    List<PackFile.OverlayBlock> overlays() {
        return file.overlays() == null ? List.of() : file.overlays();
    }

    /** Roughly where the city lies, for guesses at a layer's CRS; null when the pack does not say. */
    @Nullable
    BBox vicinity() {
        List<Double> center = file.map() == null ? null : file.map().center();
        if (center == null || center.size() != 2 || center.contains(null)) {
            return null;
        }
        double lon = center.get(0);
        double lat = center.get(1);
        boolean onEarth = Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
        return onEarth
                ? new BBox(
                        lon - VICINITY_DEGREES, lat - VICINITY_DEGREES, lon + VICINITY_DEGREES, lat + VICINITY_DEGREES)
                : null;
    }

    ZoneId zone() {
        return zone(file.timeZone());
    }

    /** Rank of the level that finer levels are clipped to; the finest when the pack names none. */
    int authoritativeRank() {
        String id = file.authoritativeLevel();
        return id == null ? levels.size() : level(id, "authoritative_level").rank();
    }

    /** Rank of the finest level that rules may ask for; the authoritative one when the pack names none. */
    int routingRank() {
        String id = file.routingLevel();
        return id == null ? authoritativeRank() : level(id, "routing_level").rank();
    }

    /** A file that the pack names, relative to its folder. */
    Path resolve(String name, String key) {
        Path path = folder.resolve(name).normalize();
        if (!java.nio.file.Files.exists(path)) {
            throw PackException.atKey("missing_file", MAIN_FILE, key, "there is no file " + name);
        }
        return path;
    }

    /** A text that is either one string (the default language) or a map by language. */
    Map<String, String> names(@Nullable Object value, String key) {
        if (value == null) {
            return Map.of();
        }
        if (value instanceof String text) {
            return Map.of(file.defaultLanguage(), text);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, String> names = new LinkedHashMap<>();
            map.forEach((tag, text) -> {
                if (text != null) {
                    names.put(String.valueOf(tag), String.valueOf(text));
                }
            });
            return names;
        }
        throw fault(key, "a field name, or one per language");
    }

    private static ZoneId zone(@Nullable String id) {
        try {
            return ZoneId.of(present(id, "time_zone"));
        } catch (DateTimeException e) {
            throw fault("time_zone", "«" + id + "» is no time zone such as Asia/Shanghai");
        }
    }

    private static LocalDate date(@Nullable String text) {
        try {
            return LocalDate.parse(present(text, "areas.effective_from"));
        } catch (DateTimeException e) {
            throw fault("areas.effective_from", "«" + text + "» is no date such as 2025-07-01");
        }
    }

    static void requireId(@Nullable String id, String key) {
        require(id != null && ID.matcher(id).matches(), key, "lower-case letters, digits, - and _");
    }

    /** The list, none of whose items is empty ({@code - } with nothing behind it, or {@code null}). */
    static <T> List<T> items(List<T> list, String key) {
        for (int i = 0; i < list.size(); i++) {
            require(list.get(i) != null, key + "[" + i + "]", "is empty");
        }
        return list;
    }

    static void requireText(@Nullable Map<String, String> text, String key) {
        require(text != null && !new LocalText(text).isEmpty(), key, "is missing");
    }

    private static <T> T present(@Nullable T value, String key) {
        if (value == null) {
            throw fault(key, "is missing");
        }
        return value;
    }

    static void require(boolean holds, String key, String message) {
        if (!holds) {
            throw fault(key, message);
        }
    }

    static PackException fault(String key, String message) {
        return PackException.atKey("bad_value", MAIN_FILE, key, message);
    }
}
