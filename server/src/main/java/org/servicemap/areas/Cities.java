package org.servicemap.areas;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.servicemap.storage.ChangeLog;
import org.servicemap.storage.Database;

/** The city's record in the database: one row, written by import, read by everything else. Thread-safe. */
public final class Cities {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .addModule(new SimpleModule()
                    .addSerializer(ZoneId.class, new ToStringSerializer())
                    .addDeserializer(ZoneId.class, new ZoneIdReader()))
            .build();

    private static final long FRESH_NANOS = 1_000_000_000;

    private final Database database;
    private volatile @Nullable Kept kept;

    private record Kept(City city, long readAt) {}

    public Cities(Database database) {
        this.database = database;
    }

    /** The city, or nothing while none has been imported. */
    public Optional<City> find() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT settings::text FROM city WHERE id = 1")
                        .mapTo(String.class)
                        .findOne())
                .map(Cities::parse);
    }

    /** As {@link #find}, as of a second ago at most: for who asks again and again. */
    public Optional<City> recent() {
        Kept last = kept;
        long now = System.nanoTime();
        if (last != null && now - last.readAt() < FRESH_NANOS) {
            return Optional.of(last.city());
        }
        Optional<City> read = find();
        read.ifPresent(city -> kept = new Kept(city, now));
        return read;
    }

    /** Writes the city's record; joins the caller's transaction. */
    public void save(City city) {
        database.useTransaction(handle -> {
            handle.createUpdate("""
                            INSERT INTO city (id, pack_id, time_zone, settings) VALUES (1, :pack, :zone, cast(:settings AS jsonb))
                            ON CONFLICT (id) DO UPDATE SET pack_id = excluded.pack_id, time_zone = excluded.time_zone,
                                settings = excluded.settings, changed_at = clock_timestamp()
                            """)
                    .bind("pack", city.id())
                    .bind("zone", city.zone().getId())
                    .bind("settings", json(city))
                    .execute();
            ChangeLog.append(handle, "city", "", "{}");
        });
        kept = null;
    }

    /** The record as JSON; equal cities give equal text. */
    public static String json(City city) {
        try {
            return MAPPER.writeValueAsString(city);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a city is always JSON", e);
        }
    }

    /** The way back from {@link #json}. */
    public static City parse(String json) {
        try {
            return MAPPER.readValue(json, City.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the city's record is damaged: " + e.getOriginalMessage(), e);
        }
    }

    private static final class ZoneIdReader extends StdScalarDeserializer<ZoneId> {
        private static final long serialVersionUID = 1L;

        ZoneIdReader() {
            super(ZoneId.class);
        }

        @Override
        public ZoneId deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return ZoneId.of(parser.getText());
        }
    }
}
