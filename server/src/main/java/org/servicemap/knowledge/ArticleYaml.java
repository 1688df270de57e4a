package org.servicemap.knowledge;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.LocalText;
import org.servicemap.text.YamlException;
import org.servicemap.text.YamlNode;

/** Reads a pack's {@code articles.yml}: a list under {@code articles}. */
public final class ArticleYaml {
    private static final Set<String> KEYS =
            Set.of("code", "title", "body", "categories", "units", "valid_from", "valid_to", "published");

    private ArticleYaml() {}

    /** {@link ArticleException} names the line of whatever is wrong. */
    public static List<Article> read(String yaml) {
        try {
            return articles(YamlNode.parse(yaml));
        } catch (YamlException e) {
            throw new ArticleException(ArticleException.BAD_FILE, null, e.line(), String.valueOf(e.getMessage()));
        }
    }

    private static List<Article> articles(YamlNode root) {
        List<Article> articles = new ArrayList<>();
        Set<String> codes = new HashSet<>();
        YamlNode list = root.find("articles").orElseThrow(() -> root.error("the file needs a list «articles»"));
        for (YamlNode item : list.items()) {
            Article article = article(item);
            if (!codes.add(article.code())) {
                throw item.error("«" + article.code() + "» stands twice");
            }
            articles.add(article);
        }
        return articles;
    }

    private static Article article(YamlNode item) {
        for (YamlNode.Entry entry : item.entries()) {
            if (!KEYS.contains(entry.key().text())) {
                throw entry.key().error("unknown key «" + entry.key().text() + "»");
            }
        }
        try {
            return new Article(
                    need(item, "code").text(),
                    text(need(item, "title")),
                    text(need(item, "body")),
                    codes(item, "categories"),
                    codes(item, "units"),
                    day(item, "valid_from"),
                    day(item, "valid_to"),
                    item.find("published").map(YamlNode::text).orElse("true").equals("true"));
        } catch (ArticleException e) {
            throw new ArticleException(e.code(), e.field(), item.line(), String.valueOf(e.getMessage()));
        }
    }

    private static YamlNode need(YamlNode item, String key) {
        return item.find(key).orElseThrow(() -> item.error("an article needs its " + key));
    }

    private static LocalText text(YamlNode node) {
        Map<String, String> byTag = new HashMap<>();
        node.entries()
                .forEach(entry -> byTag.put(entry.key().text(), entry.value().text()));
        return new LocalText(byTag);
    }

    private static List<String> codes(YamlNode item, String key) {
        return item.find(key).map(YamlNode::items).orElse(List.of()).stream()
                .map(YamlNode::text)
                .toList();
    }

    private static @Nullable LocalDate day(YamlNode item, String key) {
        YamlNode node = item.find(key).orElse(null);
        if (node == null) {
            return null;
        }
        try {
            return LocalDate.parse(node.text());
        } catch (DateTimeException e) {
            throw node.error("a day is written 2026-01-31");
        }
    }
}
