package org.servicemap.wardens;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.LocalText;

/** Plans as the database holds them. */
final class FieldTexts {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private FieldTexts() {}

    /** Text by language tag. */
    static LocalText text(JsonNode node) {
        Map<String, String> byTag = new TreeMap<>();
        node.properties()
                .forEach(entry -> byTag.put(entry.getKey(), entry.getValue().asText()));
        return byTag.isEmpty() ? LocalText.EMPTY : new LocalText(byTag);
    }

    static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database holds JSON here", e);
        }
    }

    static List<FieldJson.FieldPlanItemJson> items(String json) {
        List<FieldJson.FieldPlanItemJson> items = new ArrayList<>();
        tree(json)
                .forEach(item -> items.add(new FieldJson.FieldPlanItemJson(
                        item.path("id").asText(),
                        item.path("kind").asText(),
                        text(item.path("text")),
                        number(item.path("lon")),
                        number(item.path("lat")))));
        return items;
    }

    private static @Nullable Double number(JsonNode node) {
        return node.isNumber() ? (Double) node.asDouble() : null;
    }
}
