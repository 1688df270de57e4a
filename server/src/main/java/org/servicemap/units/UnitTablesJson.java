package org.servicemap.units;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Units, categories and hotlines as one text, and back. */
final class UnitTablesJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private UnitTablesJson() {}

    static String write(UnitTables tables) {
        try {
            return MAPPER.writeValueAsString(tables);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("tables are always JSON", e);
        }
    }

    static UnitTables read(String json) {
        try {
            return MAPPER.readValue(json, UnitTables.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("kept units are damaged: " + e.getOriginalMessage(), e);
        }
    }
}
