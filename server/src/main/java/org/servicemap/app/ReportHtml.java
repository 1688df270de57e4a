package org.servicemap.app;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.servicemap.areas.coverage.Finding;
import org.servicemap.areas.coverage.ImportReport;

/** An import's report as a page that stands alone: counts, then every finding with its place, in Chinese and English. */
final class ReportHtml {
    private static final String HEAD = """
            <!doctype html>
            <html lang="zh-CN">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>边界检查报告 · Boundary report</title>
            <style>
            body { font: 16px/1.5 "PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", system-ui, sans-serif;
                   margin: 24px; color: #161f2c; background: #f3f5f8; }
            main { max-width: 1100px; margin: auto; }
            table { border-collapse: collapse; width: 100%; background: #fff; border-radius: 8px; margin: 0 0 24px; font-size: 14px; }
            th, td { text-align: left; padding: 6px 12px; border-bottom: 1px solid #e1e7ee; vertical-align: top; }
            th { color: #435063; font-weight: 600; }
            td.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
            .error { color: #ae221a; font-weight: 600; } .repaired { color: #0f663f; } .warning { color: #834c00; }
            .en { color: #435063; }
            </style>
            </head>
            <body><main>
            <h1>边界检查报告 <span class="en">Boundary report</span></h1>
            """;

    private ReportHtml() {}

    static byte[] bytes(ImportReport report) {
        StringBuilder page = new StringBuilder(HEAD);
        counts(report, page);
        if (report.findings().isEmpty()) {
            page.append("<p>没有发现问题。 <span class=\"en\">Nothing was found.</span></p>\n");
        } else {
            findings(report, page);
        }
        return page.append("</main></body></html>\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void counts(ImportReport report, StringBuilder page) {
        if (report.findings().isEmpty()) {
            return;
        }
        Map<String, Double> m2 = report.m2();
        page.append("<table><thead><tr><th>代码 Code</th><th>数量 Count</th><th>m²</th></tr></thead><tbody>\n");
        report.counts()
                .forEach((code, count) -> page.append("<tr><td>")
                        .append(escape(code))
                        .append("</td><td class=\"n\">")
                        .append(count)
                        .append("</td><td class=\"n\">")
                        .append(number(m2.getOrDefault(code, 0.0)))
                        .append("</td></tr>\n"));
        page.append("</tbody></table>\n");
    }

    private static void findings(ImportReport report, StringBuilder page) {
        page.append("<table><thead><tr><th>级别 Severity</th><th>说明 Finding</th><th>图层与要素 Layer, feature</th>")
                .append("<th>经度, 纬度 Lon, lat</th><th>m²</th></tr></thead><tbody>\n");
        report.findings().forEach(finding -> row(finding, page));
        page.append("</tbody></table>\n");
    }

    private static void row(Finding finding, StringBuilder page) {
        String severity = finding.severity().name().toLowerCase(Locale.ROOT);
        page.append("<tr><td class=\"")
                .append(severity)
                .append("\">")
                .append(severity)
                .append("<br>");
        page.append(escape(finding.code())).append("</td><td>");
        page.append(escape(finding.message().in("zh", "en"))).append("<br><span class=\"en\" lang=\"en\">");
        page.append(escape(finding.message().in("en", "en"))).append("</span></td><td>");
        page.append(escape(finding.layer()));
        if (finding.feature() > 0) {
            page.append(" #").append(finding.feature());
        }
        page.append("</td><td class=\"n\">");
        if (finding.lon() != null && finding.lat() != null) {
            page.append(String.format(Locale.ROOT, "%.7f, %.7f", finding.lon(), finding.lat()));
        }
        page.append("</td><td class=\"n\">").append(number(finding.m2())).append("</td></tr>\n");
    }

    private static String number(double m2) {
        return m2 == 0 ? "" : String.format(Locale.ROOT, m2 < 100 ? "%,.2f" : "%,.0f", m2);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
