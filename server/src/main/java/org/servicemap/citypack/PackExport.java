package org.servicemap.citypack;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.servicemap.areas.AreaVersion;
import org.servicemap.areas.AreaVersions;
import org.servicemap.areas.City;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageArea;
import org.servicemap.areas.coverage.GridGeometry;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.coverage.OverlayFeature;
import org.servicemap.areas.coverage.OverlayLayer;
import org.servicemap.calendars.CalendarYaml;
import org.servicemap.calendars.WorkingCalendar;
import org.servicemap.formats.Feature;
import org.servicemap.formats.FeatureWriter;
import org.servicemap.formats.Format;
import org.servicemap.formats.Formats;
import org.servicemap.gazetteer.GazetteerContent;
import org.servicemap.knowledge.Article;
import org.servicemap.places.PlaceTexts;
import org.servicemap.routing.CatalogueText;
import org.servicemap.text.LocalText;
import org.servicemap.units.UnitTables;

/**
 * Writes what is in force as a pack again, so that importing it gives the same city: boundaries and overlays as GeoPackages
 * with exact coordinates, tables as CSV, catalogue and calendar as YAML, addresses
 * and crossings as CSV.
 */
public final class PackExport {
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();
    private static final String CRS = "EPSG:4326";

    private final Path folder;
    private final City city;

    /** @param folder made when missing; must be empty, so that nothing is overwritten */
    public PackExport(Path folder, City city) throws IOException {
        Files.createDirectories(folder);
        try (var files = Files.list(folder)) {
            if (files.findAny().isPresent()) {
                throw new PackException(
                        "folder_not_empty", folder.toString(), 0, "give a folder that is empty or does not exist");
            }
        }
        this.folder = folder;
        this.city = city;
    }

    /** Writes the whole pack. */
    public void write(
            AreaVersion version,
            AreaVersions versions,
            UnitTables tables,
            WorkingCalendar calendar,
            @Nullable CatalogueText catalogue,
            GazetteerContent places,
            List<Article> articles,
            @Nullable PlaceTexts servicePlaces)
            throws IOException {
        Map<String, Object> pack = head();
        Coverage coverage = versions.coverage(version.id());
        pack.put("areas", areas(version, coverage));
        pack.put("overlays", overlays(versions.overlays(version.id())));
        UnitsOut.write(folder, city.languages(), tables);
        pack.put("units", UnitsOut.UNITS);
        pack.put("categories", UnitsOut.CATEGORIES);
        pack.put("hotlines", UnitsOut.HOTLINES);
        Files.writeString(folder.resolve("calendar.yml"), CalendarYaml.write(calendar));
        pack.put("calendar", "calendar.yml");
        if (catalogue != null) {
            Files.writeString(folder.resolve("catalogue.yml"), catalogue.yaml());
            String spec = catalogue.specYaml();
            if (spec != null) {
                Files.writeString(folder.resolve("catalogue.spec.yml"), spec);
            }
            pack.put("catalogue", "catalogue.yml");
        }
        if (!articles.isEmpty()) {
            pack.put("articles", ArticlesOut.write(folder, articles));
        }
        if (servicePlaces != null) {
            pack.put("places", PackPlaces.write(folder, servicePlaces));
        }
        pack.put("process", city.process());
        Map<String, Object> gazetteer = GazetteerOut.write(folder, city.languages(), places);
        if (!gazetteer.isEmpty()) {
            pack.put("gazetteer", gazetteer);
        }
        YAML.writeValue(folder.resolve("pack.yml").toFile(), pack);
    }

    private Map<String, Object> head() {
        Map<String, Object> pack = new LinkedHashMap<>();
        pack.put("format", CityPack.FORMAT);
        pack.put("id", city.id());
        pack.put("name", city.name());
        pack.put("time_zone", city.zone().getId());
        pack.put("default_language", city.defaultLanguage());
        pack.put("languages", city.languages());
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("center", List.of(city.center().lon(), city.center().lat()));
        map.put("zoom", city.zoom());
        map.put("attribution", city.attribution());
        map.put("synthetic", city.synthetic());
        map.put("notice", city.notice());
        pack.put("map", map);
        pack.put("levels", city.levels().stream().map(PackExport::level).toList());
        pack.put(
                "authoritative_level",
                city.levels().get(city.authoritativeRank() - 1).id());
        pack.put("routing_level", city.levels().get(city.routingRank() - 1).id());
        pack.put("resolver", Map.of("snap_metres", city.snapMetres(), "ambiguous_below", city.ambiguousBelow()));
        return pack;
    }

    private static Map<String, Object> level(Level level) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("id", level.id());
        block.put("name", level.name());
        return block;
    }

    private Map<String, Object> areas(AreaVersion version, Coverage coverage) throws IOException {
        List<Map<String, Object>> layers = new ArrayList<>();
        for (Level level : coverage.levels()) {
            List<CoverageArea> areas = coverage.areas().stream()
                    .filter(area -> area.level() == level.rank())
                    .toList();
            if (!areas.isEmpty()) {
                layers.add(areaLayer(coverage, level, areas));
            }
        }
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("label", version.label());
        block.put("effective_from", version.effectiveFrom().toString());
        block.put("layers", layers);
        return block;
    }

    private Map<String, Object> areaLayer(Coverage coverage, Level level, List<CoverageArea> areas) throws IOException {
        TreeSet<String> attributes = new TreeSet<>();
        areas.forEach(area -> attributes.addAll(area.attributes().keySet()));
        LayerOut layer = new LayerOut("areas/" + level.id() + ".gpkg", level.id(), attributes, true);
        try (FeatureWriter writer = layer.open()) {
            long number = 0;
            for (CoverageArea area : areas) {
                String parent = area.parent() < 0
                        ? null
                        : coverage.areas().get(area.parent()).code();
                Geometry shape = GridGeometry.toGeometry(coverage.grid(), area.shape());
                writer.write(layer.feature(++number, area.code(), area.name(), parent, area.attributes(), shape));
            }
        }
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("level", level.id());
        block.putAll(layer.block());
        if (areas.stream().anyMatch(area -> area.parent() >= 0)) {
            block.put("parent", Map.of("by", "field"));
        }
        return block;
    }

    private List<Map<String, Object>> overlays(List<OverlayLayer> overlays) throws IOException {
        List<Map<String, Object>> blocks = new ArrayList<>();
        for (OverlayLayer overlay : overlays) {
            TreeSet<String> attributes = new TreeSet<>();
            overlay.features()
                    .forEach(feature -> attributes.addAll(feature.attributes().keySet()));
            LayerOut layer = new LayerOut("overlays/" + overlay.id() + ".gpkg", overlay.id(), attributes, false);
            try (FeatureWriter writer = layer.open()) {
                long number = 0;
                for (OverlayFeature feature : overlay.features()) {
                    writer.write(layer.feature(
                            ++number, feature.code(), feature.name(), null, feature.attributes(), feature.wgs84()));
                }
            }
            Map<String, Object> block = new LinkedHashMap<>();
            block.put("id", overlay.id());
            block.put("name", overlay.name());
            block.put("kind", overlay.kind() == OverlayLayer.Kind.LINE ? "line" : "polygon");
            block.put("tolerance_metres", overlay.toleranceMetres());
            block.putAll(layer.block());
            blocks.add(block);
        }
        return blocks;
    }

    /** One GeoPackage layer and the lines of pack.yml that read it again. */
    private final class LayerOut {
        private final String file;
        private final String layer;
        private final TreeSet<String> attributes;
        private final boolean parents;

        LayerOut(String file, String layer, TreeSet<String> attributes, boolean parents) {
            this.file = file;
            this.layer = layer;
            this.attributes = attributes;
            this.parents = parents;
        }

        FeatureWriter open() throws IOException {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            List<String> fields = new ArrayList<>(List.of("code"));
            city.languages().forEach(tag -> fields.add("name_" + tag));
            if (parents) {
                fields.add("parent");
            }
            fields.addAll(attributes);
            return Formats.create(path, Format.GEOPACKAGE, layer, fields);
        }

        Feature feature(
                long number,
                String code,
                LocalText name,
                @Nullable String parent,
                Map<String, String> values,
                Geometry geometry) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("code", code);
            city.languages().forEach(tag -> row.put("name_" + tag, name.byTag().get(tag)));
            if (parents) {
                row.put("parent", parent);
            }
            attributes.forEach(attribute -> row.put(attribute, values.get(attribute)));
            return new Feature(number, row, geometry);
        }

        Map<String, Object> block() {
            Map<String, String> names = new LinkedHashMap<>();
            city.languages().forEach(tag -> names.put(tag, "name_" + tag));
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("code", "code");
            fields.put("name", names);
            if (parents) {
                fields.put("parent", "parent");
            }
            if (!attributes.isEmpty()) {
                fields.put("attributes", List.copyOf(attributes));
            }
            Map<String, Object> block = new LinkedHashMap<>();
            block.put("file", file);
            block.put("layer", layer);
            block.put("crs", CRS);
            block.put("fields", fields);
            return block;
        }
    }
}
