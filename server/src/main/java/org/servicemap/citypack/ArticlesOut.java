package org.servicemap.citypack;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.knowledge.Article;

/** Writes articles as a pack has them. */
final class ArticlesOut {
    private static final String FILE = "articles.yml";

    private ArticlesOut() {}

    /** Answers the file's name. */
    static String write(Path folder, List<Article> articles) throws IOException {
        List<Map<String, Object>> rows = articles.stream().map(ArticlesOut::row).toList();
        new YAMLMapper().writeValue(folder.resolve(FILE).toFile(), Map.of("articles", rows));
        return FILE;
    }

    private static Map<String, Object> row(Article article) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("code", article.code());
        row.put("title", article.title());
        row.put("body", article.body());
        row.put("categories", article.categories());
        row.put("units", article.units());
        day(row, "valid_from", article.validFrom());
        day(row, "valid_to", article.validTo());
        row.put("published", article.published());
        return row;
    }

    private static void day(Map<String, Object> row, String key, @Nullable LocalDate day) {
        if (day != null) {
            row.put(key, day.toString());
        }
    }
}
