package org.servicemap.areas;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.index.OverlayHit;
import org.servicemap.http.JsonBytes;

/**
 * One object for each row: {@code line}, {@code input} (the row as it came; the text itself where it was no JSON), {@code
 * status}, {@code snapped_metres}, {@code low_confidence}, {@code areas}, {@code overlays} and {@code error}.
 */
final class NdjsonOutput implements BatchOutput {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final BatchInput input;
    private final BatchNames names;

    NdjsonOutput(BatchInput input, BatchNames names) {
        this.input = input;
        this.names = names;
    }

    @Override
    public void begin(OutputStream out) {}

    @Override
    public void write(BatchRow row, OutputStream out) throws IOException {
        JsonBytes json = new JsonBytes();
        json.ascii("{\"line\":").number(row.line).ascii(",\"input\":").bytes(original(row));
        json.ascii(",\"status\":\"").ascii(BatchNames.status(row));
        json.ascii("\",\"snapped_metres\":").decimalOrNull(row.snapped ? row.snappedMetres : null, 1);
        json.ascii(",\"low_confidence\":").bool(row.lowConfidence);
        json.ascii(",\"areas\":").bytes(row.leaf < 0 ? new byte[] {'[', ']'} : names.jsonChain(row.leaf));
        json.ascii(",\"overlays\":");
        overlays(row, json);
        json.ascii(",\"error\":");
        fault(row.fault, json);
        out.write(json.ascii("}\n").toArray());
    }

    private byte[] original(BatchRow row) throws IOException {
        BatchFault fault = row.fault;
        if (input instanceof CsvInput) {
            return MAPPER.writeValueAsBytes(object(row));
        }
        boolean isJson =
                fault == null || !List.of("malformed_json", "record_too_long").contains(fault.code());
        return isJson ? row.raw : MAPPER.writeValueAsBytes(new String(row.raw, StandardCharsets.UTF_8));
    }

    private ObjectNode object(BatchRow row) {
        ObjectNode object = MAPPER.createObjectNode();
        List<@Nullable String> values = input.values(row);
        for (int i = 0; i < values.size(); i++) {
            object.put(input.columns().get(i), values.get(i));
        }
        return object;
    }

    private void overlays(BatchRow row, JsonBytes json) {
        String comma = "";
        json.ascii("[");
        for (OverlayHit hit : names.overlays(row)) {
            json.ascii(comma)
                    .ascii("{\"layer\":")
                    .text(hit.layer())
                    .ascii(",\"code\":")
                    .text(hit.code());
            json.ascii("}");
            comma = ",";
        }
        json.ascii("]");
    }

    private static void fault(@Nullable BatchFault fault, JsonBytes json) {
        if (fault == null) {
            json.ascii("null");
            return;
        }
        json.ascii("{\"code\":")
                .text(fault.code())
                .ascii(",\"detail\":")
                .text(fault.detail())
                .ascii("}");
    }
}
