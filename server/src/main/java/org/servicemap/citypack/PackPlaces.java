package org.servicemap.citypack;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.servicemap.places.CategoryCsv;
import org.servicemap.places.Matter;
import org.servicemap.places.MatterYaml;
import org.servicemap.places.Place;
import org.servicemap.places.PlaceCategories;
import org.servicemap.places.PlaceCategory;
import org.servicemap.places.PlaceCsv;
import org.servicemap.places.PlaceException;
import org.servicemap.places.PlaceReferences;
import org.servicemap.places.PlaceTexts;
import org.servicemap.units.KnownPlaces;
import org.servicemap.units.RowFault;
import org.servicemap.units.Unit;
import org.servicemap.units.UnitTables;

/** The places of a pack: categories, matters and a table of places, read and written. */
final class PackPlaces {
    private static final String KEY = "places";

    private final CityPack pack;

    PackPlaces(CityPack pack) {
        this.pack = pack;
    }

    /** Checked against units and areas; null when the pack has none. */
    @Nullable
    PlaceTexts read(UnitTables units, KnownPlaces areas) {
        PackFile.PlacesBlock block = pack.file().places();
        if (block == null) {
            return null;
        }
        try {
            return read(block, units, areas);
        } catch (PlaceException e) {
            if (!e.faults().isEmpty()) {
                throw PackException.ofRows(e.faults());
            }
            throw new PackException(e.code(), "pack.yml", 0, KEY + ": " + e.getMessage(), e);
        }
    }

    private PlaceTexts read(PackFile.PlacesBlock block, UnitTables units, KnownPlaces areas) {
        String categoryText = text(block.categories());
        List<PlaceCategory> categories = CategoryCsv.read(new StringReader(categoryText), block.categories());
        PlaceCategories tree = new PlaceCategories(categories);
        List<RowFault> faults = new ArrayList<>();
        String matterFile = block.matters();
        String matterText = matterFile == null ? null : text(matterFile);
        List<Matter> matters =
                matterFile == null || matterText == null ? List.of() : matters(matterText, matterFile, tree, faults);
        boolean mattersKnown = faults.isEmpty();
        Set<String> unitCodes = units.units().stream().map(Unit::code).collect(Collectors.toSet());
        Set<String> matterCodes = matters.stream().map(Matter::code).collect(Collectors.toSet());
        List<Place> places = new ArrayList<>();
        String list = block.list();
        if (list != null) {
            PlaceReferences references = new PlaceReferences(tree, matterCodes, unitCodes, areas);
            PlaceCsv.read(new StringReader(text(list)), list, references, places, faults);
        }
        if (!mattersKnown) {
            // which of them there are nobody knows before the matters can be read
            faults.removeIf(fault -> fault.code().equals(PlaceException.UNKNOWN_MATTER));
        }
        if (!faults.isEmpty()) {
            throw new PlaceException(faults);
        }
        String generate = block.generate();
        return new PlaceTexts(
                categoryText,
                matterText,
                list == null ? null : PlaceCsv.write(places, pack.file().languages()),
                generate == null ? null : text(generate));
    }

    private static List<Matter> matters(String text, String file, PlaceCategories tree, List<RowFault> faults) {
        try {
            return MatterYaml.read(text, file, tree);
        } catch (PlaceException e) {
            faults.addAll(e.faults());
            return List.of();
        }
    }

    private String text(String name) {
        Path path = pack.resolve(name, KEY);
        try {
            String text = Files.readString(path);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new PackException("bad_encoding", name, 0, "is not UTF-8; save it as UTF-8", e);
        } catch (IOException e) {
            throw new PackException("missing_file", name, 0, "cannot be read: " + e.getMessage(), e);
        }
    }

    /** Answers the lines of pack.yml that read it again. */
    static Map<String, Object> write(Path folder, PlaceTexts texts) throws IOException {
        Map<String, Object> block = new LinkedHashMap<>();
        put(folder, block, "categories", "place_categories.csv", texts.categories());
        put(folder, block, "matters", "matters.yml", texts.matters());
        put(folder, block, "list", "places.csv", texts.places());
        return block;
    }

    private static void put(Path folder, Map<String, Object> block, String key, String file, @Nullable String text)
            throws IOException {
        if (text != null) {
            Files.writeString(folder.resolve(file), text);
            block.put(key, file);
        }
    }
}
