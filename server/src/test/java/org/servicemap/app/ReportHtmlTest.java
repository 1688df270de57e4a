package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.servicemap.areas.coverage.Finding;
import org.servicemap.areas.coverage.ImportReport;
import org.servicemap.areas.coverage.Severity;
import org.servicemap.text.LocalText;

class ReportHtmlTest {
    @Test
    void everyFindingStandsWithItsPlaceAndWhatTheFileSaysIsNeverMarkup() {
        Finding finding = new Finding(
                "overlap",
                Severity.ERROR,
                "<script>alert(1)</script>.geojson",
                7,
                "A&B",
                116.4252,
                39.9164,
                1234.5,
                LocalText.of("zh", "重叠", "en", "A&B overlaps"));
        String page = new String(ReportHtml.bytes(new ImportReport(List.of(finding))), StandardCharsets.UTF_8);
        assertThat(page)
                .contains("重叠")
                .contains("A&amp;B overlaps")
                .contains("116.4252000, 39.9164000")
                .contains("#7")
                .contains("1,235")
                .doesNotContain("<script>");
    }

    @Test
    void anEmptyReportSaysSo() {
        assertThat(new String(ReportHtml.bytes(ImportReport.EMPTY), StandardCharsets.UTF_8))
                .contains("没有发现问题");
    }
}
