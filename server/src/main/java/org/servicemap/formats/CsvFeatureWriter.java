package org.servicemap.formats;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.io.WKTWriter;

/** CSV in UTF-8 with the geometry as WKT, seven decimals, in the last column. */
final class CsvFeatureWriter implements FeatureWriter {
    private final CSVPrinter out;
    private final List<String> fields;
    private final WKTWriter wkt = new WKTWriter();

    CsvFeatureWriter(OutputStream target, List<String> fields) throws IOException {
        this.fields = List.copyOf(fields);
        this.out = new CSVPrinter(
                new BufferedWriter(new OutputStreamWriter(target, StandardCharsets.UTF_8)), CSVFormat.DEFAULT);
        wkt.setPrecisionModel(new PrecisionModel(1e7));
        List<String> header = new ArrayList<>(fields);
        header.add("wkt");
        out.printRecord(header);
    }

    @Override
    public void write(Feature feature) throws IOException {
        List<@Nullable Object> row = new ArrayList<>();
        for (String field : fields) {
            row.add(feature.attributes().get(field));
        }
        Geometry geometry = feature.geometry();
        row.add(geometry == null ? null : wkt.write(geometry));
        out.printRecord(row);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
