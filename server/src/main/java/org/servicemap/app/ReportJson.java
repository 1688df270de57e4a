package org.servicemap.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.SortedMap;
import org.servicemap.areas.coverage.Finding;
import org.servicemap.areas.coverage.ImportReport;

/** An import's report as a JSON file. */
final class ReportJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private ReportJson() {}

    private record Document(SortedMap<String, Long> counts, SortedMap<String, Double> m2, List<Finding> findings) {}

    static byte[] bytes(ImportReport report) {
        try {
            return MAPPER.writeValueAsBytes(new Document(report.counts(), report.m2(), report.findings()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report is always JSON", e);
        }
    }
}
