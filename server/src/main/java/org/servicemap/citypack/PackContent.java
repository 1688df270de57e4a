package org.servicemap.citypack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.Cities;
import org.servicemap.areas.City;
import org.servicemap.gazetteer.Address;
import org.servicemap.gazetteer.Compound;
import org.servicemap.gazetteer.GazetteerContent;
import org.servicemap.gazetteer.Intersection;
import org.servicemap.gazetteer.Road;
import org.servicemap.places.PlaceTexts;
import org.servicemap.units.UnitTables;

/**
 * What a pack brings beside its boundaries; waits with the draft of the areas and takes force with it.
 *
 * @param calendar YAML, or null when the pack has none
 * @param articles YAML, or null when the pack has none
 * @param places null when the pack has none
 * @param catalogue YAML, or null when the pack has none
 * @param catalogueSpec YAML of the examples, or null
 * @param gazetteer null when the pack has none
 */
record PackContent(
        City city,
        UnitTables tables,
        @Nullable String calendar,
        @Nullable String articles,
        @Nullable PlaceTexts places,
        @Nullable String catalogue,
        @Nullable String catalogueSpec,
        @Nullable GazetteerContent gazetteer) {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .addModule(GeometryJson.MODULE)
            .build();

    /** The shape on disk: the city's record has a JSON of its own. */
    private record Stored(
            String city,
            UnitTables tables,
            @Nullable String calendar,
            @Nullable String articles,
            @Nullable PlaceTexts places,
            @Nullable String catalogue,
            @Nullable String catalogueSpec,
            @Nullable StoredGazetteer gazetteer) {}

    /** {@link GazetteerContent} as lists: it is any iterable. */
    private record StoredGazetteer(
            List<Address> addresses, List<Compound> compounds, List<Road> roads, List<Intersection> intersections) {
        static StoredGazetteer of(GazetteerContent content) {
            return new StoredGazetteer(
                    list(content.addresses()),
                    list(content.compounds()),
                    list(content.roads()),
                    list(content.intersections()));
        }

        private static <T> List<T> list(Iterable<T> rows) {
            List<T> list = new ArrayList<>();
            rows.forEach(list::add);
            return list;
        }

        GazetteerContent content() {
            return new GazetteerContent(addresses, compounds, roads, intersections);
        }
    }

    byte[] toBytes() {
        Stored stored = new Stored(
                Cities.json(city),
                tables,
                calendar,
                articles,
                places,
                catalogue,
                catalogueSpec,
                gazetteer == null ? null : StoredGazetteer.of(gazetteer));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(MAPPER.writeValueAsBytes(stored));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static PackContent fromBytes(byte[] bytes) {
        try (GZIPInputStream zip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            Stored stored = MAPPER.readValue(zip.readAllBytes(), Stored.class);
            StoredGazetteer names = stored.gazetteer();
            return new PackContent(
                    Cities.parse(stored.city()),
                    stored.tables(),
                    stored.calendar(),
                    stored.articles(),
                    stored.places(),
                    stored.catalogue(),
                    stored.catalogueSpec(),
                    names == null ? null : names.content());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a draft's content is damaged: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
