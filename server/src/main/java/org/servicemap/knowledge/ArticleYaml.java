package org.servicemap.knowledge;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.Attempts;
import org.servicemap.text.LocalText;
import org.servicemap.text.YamlException;
import org.servicemap.text.YamlNode;

/** Reads a pack's {@code articles.yml}: a list under {@code articles}. */
public final class ArticleYaml {
    private static final Set<String> KEYS =
            Set.of("code", "title", "body", "categories", "units", "valid_from", "valid_to", "published");

    private ArticleYaml() {}

    /** {@link ArticleException} names the lines of all that is wrong. */
    public static List<Article> read(String yaml) {
        Attempts<ArticleException> attempts = new Attempts<>(ArticleException.class);
        List<Article> articles = new ArrayList<>();
        Set<String> codes = new HashSet<>();
        for (YamlNode item : Objects.requireNonNullElse(attempts.of(() -> items(yaml)), List.<YamlNode>of())) {
            keys(item).forEach(key -> attempts.run(() -> requireKnown(key)));
            attempts.run(() -> {
                Article article = placed(() -> article(item));
                articles.add(article);
                if (!codes.add(article.code())) {
                    throw refused(item.error("«" + article.code() + "» stands twice"));
                }
            });
        }
        if (!attempts.faults().isEmpty()) {
            throw ArticleException.of(attempts.faults());
        }
        return articles;
    }

    private static List<YamlNode> items(String yaml) {
        return placed(() -> {
            YamlNode root = YamlNode.parse(yaml);
            return root.find("articles")
                    .orElseThrow(() -> root.error("the file needs a list «articles»"))
                    .items();
        });
    }

    private static <T> T placed(Supplier<T> part) {
        try {
            return part.get();
        } catch (YamlException e) {
            throw refused(e);
        }
    }

    private static ArticleException refused(YamlException fault) {
        return new ArticleException(ArticleException.BAD_FILE, null, fault.line(), String.valueOf(fault.getMessage()));
    }

    private static List<YamlNode> keys(YamlNode item) {
        return item.isMapping()
                ? item.entries().stream().map(YamlNode.Entry::key).toList()
                : List.of();
    }

    private static void requireKnown(YamlNode key) {
        if (!KEYS.contains(key.text())) {
            throw refused(key.error("unknown key «" + key.text() + "»"));
        }
    }

    private static Article article(YamlNode item) {
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
