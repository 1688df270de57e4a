package org.servicemap.areas;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.coverage.OverlayLayer;
import org.servicemap.areas.index.OverlayHit;
import org.servicemap.http.Decimal;

/**
 * The rows as they came, followed by {@code line}, {@code status}, {@code snapped_metres}, {@code low_confidence}, code and name of every level, the
 * codes of overlay features, {@code error} and {@code error_detail}. A name that the input already has gets the prefix
 * {@code resolved_}.
 */
final class CsvOutput implements BatchOutput {
    private final BatchInput input;
    private final BatchNames names;
    private final char delimiter;
    private final byte[] emptyChain;

    CsvOutput(BatchInput input, BatchNames names) {
        this.input = input;
        this.names = names;
        this.delimiter = input instanceof CsvInput csv ? csv.delimiter() : ',';
        this.emptyChain =
                bytes(String.valueOf(delimiter).repeat(2 * names.levels().size() - 1));
    }

    @Override
    public void begin(OutputStream out) throws IOException {
        if (input instanceof CsvInput csv) {
            out.write(csv.header());
        } else {
            out.write(bytes(joined(input.columns())));
        }
        for (String column : columns()) {
            out.write(delimiter);
            out.write(bytes(input.columns().contains(column) ? "resolved_" + column : column));
        }
        out.write('\n');
    }

    private List<String> columns() {
        List<String> columns = new ArrayList<>(List.of("line", "status", "snapped_metres", "low_confidence"));
        names.levels().forEach(level -> columns.addAll(List.of(level.id() + "_code", level.id() + "_name")));
        names.layers().forEach(layer -> columns.add(layer.id() + "_code"));
        columns.addAll(List.of("error", "error_detail"));
        return columns;
    }

    @Override
    public void write(BatchRow row, OutputStream out) throws IOException {
        repeatInput(row, out);
        StringBuilder text = new StringBuilder(48);
        text.append(delimiter).append(row.line).append(delimiter).append(BatchNames.status(row));
        text.append(delimiter);
        if (row.snapped) {
            text.append(Decimal.print(ResolutionJson.round(row.snappedMetres, 10)));
        }
        text.append(delimiter).append(row.lowConfidence ? "true" : "").append(delimiter);
        out.write(bytes(text.toString()));
        out.write(row.leaf < 0 ? emptyChain : names.csvChain(row.leaf, delimiter));
        out.write(bytes(overlays(row) + delimiter + fault(row) + '\n'));
    }

    private void repeatInput(BatchRow row, OutputStream out) throws IOException {
        if (!(input instanceof CsvInput csv)) {
            out.write(bytes(joined(input.values(row))));
            return;
        }
        BatchFault fault = row.fault;
        if (fault != null && fault.code().equals("unclosed_quote")) {
            // repeated as it came it would swallow the rows behind it
            String shown = new String(row.raw, StandardCharsets.UTF_8);
            out.write(bytes(CsvCells.verbatim(shown, delimiter)));
            pad(1, out);
        } else {
            out.write(csv.repeated(row));
            pad(row.fields, out);
        }
    }

    private void pad(int fields, OutputStream out) throws IOException {
        for (int i = fields; i < input.columns().size(); i++) {
            out.write(delimiter);
        }
    }

    private String joined(List<? extends @Nullable String> values) {
        return values.stream()
                .map(value -> value == null ? "" : CsvCells.verbatim(value, delimiter))
                .collect(Collectors.joining(String.valueOf(delimiter)));
    }

    private String overlays(BatchRow row) {
        if (names.layers().isEmpty()) {
            return "";
        }
        List<OverlayHit> hits = names.overlays(row);
        StringBuilder cells = new StringBuilder();
        for (OverlayLayer layer : names.layers()) {
            String codes = hits.stream()
                    .filter(hit -> hit.layer().equals(layer.id()))
                    .map(OverlayHit::code)
                    .collect(Collectors.joining(" "));
            cells.append(delimiter).append(CsvCells.text(codes, delimiter));
        }
        return cells.toString();
    }

    private String fault(BatchRow row) {
        BatchFault fault = row.fault;
        return fault == null
                ? String.valueOf(delimiter)
                : fault.code() + delimiter + CsvCells.text(fault.detail(), delimiter);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
