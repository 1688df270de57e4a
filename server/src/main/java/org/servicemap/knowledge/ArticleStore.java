package org.servicemap.knowledge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.LocalText;

/** SQL of articles. */
final class ArticleStore {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /**
     * Those that match any of the words, the best first; without words all, by code.
     *
     * @param category only of this category; null for all
     * @param citizens only published ones that hold on {@code today}
     */
    List<Version> search(
            Handle handle, String words, @Nullable String category, boolean citizens, LocalDate today, int limit) {
        return handle.createQuery("""
                        SELECT a.* FROM articles a, to_tsquery('simple', :words) AS q
                        WHERE (:words = '' OR a.grams @@ q)
                          AND (CAST(:category AS text) IS NULL OR :category = ANY (a.categories))
                          AND (NOT :citizens OR a.published AND coalesce(a.valid_from <= :today, true)
                              AND coalesce(a.valid_to >= :today, true))
                        ORDER BY ts_rank(a.grams, q, 1) DESC, a.code LIMIT :limit
                        """)
                .bind("words", words)
                .bind("category", category)
                .bind("citizens", citizens)
                .bind("today", today)
                .bind("limit", limit)
                .map((rs, context) -> read(rs))
                .list();
    }

    Optional<Version> find(Handle handle, String code) {
        return handle.createQuery("SELECT * FROM articles WHERE code = :code")
                .bind("code", code)
                .map((rs, context) -> read(rs))
                .findOne();
    }

    /** As {@link #find}; nobody else changes it until the transaction ends. */
    Optional<Version> lock(Handle handle, String code) {
        return handle.createQuery("SELECT * FROM articles WHERE code = :code FOR UPDATE")
                .bind("code", code)
                .map((rs, context) -> read(rs))
                .findOne();
    }

    /** The newest first. */
    List<Version> versions(Handle handle, String code) {
        return handle.createQuery("SELECT * FROM article_versions WHERE code = :code ORDER BY version DESC")
                .bind("code", code)
                .map((rs, context) -> read(rs))
                .list();
    }

    /** Makes a version the newest, and keeps it. False when somebody else made one of this number meanwhile. */
    boolean put(Handle handle, Article article, int version, String by) {
        boolean done = bind(handle.createUpdate("""
                        INSERT INTO articles (code, version, title, body, categories, units, valid_from, valid_to, published,
                            changed_by, grams)
                        VALUES (:code, :version, CAST(:title AS jsonb), CAST(:body AS jsonb), :categories, :units, :from, :to,
                            :published, :by, setweight(to_tsvector('simple', :titleWords), 'A')
                                || to_tsvector('simple', :bodyWords))
                        ON CONFLICT (code) DO UPDATE SET (version, title, body, categories, units, valid_from, valid_to,
                            published, changed_at, changed_by, grams) = (excluded.version, excluded.title, excluded.body,
                            excluded.categories, excluded.units, excluded.valid_from, excluded.valid_to, excluded.published,
                            clock_timestamp(), excluded.changed_by, excluded.grams)
                        WHERE articles.version = excluded.version - 1
                        """), article)
                        .bind("version", version)
                        .bind("by", by)
                        .bind("titleWords", Words.of(article.title()))
                        .bind("bodyWords", Words.of(article.body()))
                        .execute()
                == 1;
        if (done) {
            handle.createUpdate("""
                            INSERT INTO article_versions SELECT code, version, title, body, categories, units, valid_from,
                                valid_to, published, changed_at, changed_by FROM articles WHERE code = :code
                            """).bind("code", article.code()).execute();
        }
        return done;
    }

    private static Update bind(Update update, Article article) {
        return update.bind("code", article.code())
                .bind("title", json(article.title()))
                .bind("body", json(article.body()))
                .bindArray("categories", String.class, article.categories().toArray())
                .bindArray("units", String.class, article.units().toArray())
                .bind("from", article.validFrom())
                .bind("to", article.validTo())
                .bind("published", article.published());
    }

    void use(Handle handle, String code, int version, String number) {
        handle.createUpdate("""
                        INSERT INTO article_uses (number, code, version) VALUES (:number, :code, :version)
                        ON CONFLICT (number, code) DO NOTHING
                        """)
                .bind("number", number)
                .bind("code", code)
                .bind("version", version)
                .execute();
    }

    /** How many requests were answered with an article. */
    int uses(Handle handle, String code) {
        return handle.createQuery("SELECT count(*) FROM article_uses WHERE code = :code")
                .bind("code", code)
                .mapTo(Integer.class)
                .one();
    }

    private static Version read(ResultSet rs) throws SQLException {
        return new Version(
                new Article(
                        rs.getString("code"),
                        text(rs.getString("title")),
                        text(rs.getString("body")),
                        words(rs.getArray("categories")),
                        words(rs.getArray("units")),
                        rs.getObject("valid_from", LocalDate.class),
                        rs.getObject("valid_to", LocalDate.class),
                        rs.getBoolean("published")),
                rs.getInt("version"),
                rs.getObject("changed_at", OffsetDateTime.class).toInstant(),
                rs.getString("changed_by"));
    }

    private static List<String> words(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private static LocalText text(String json) {
        try {
            return MAPPER.readValue(json, LocalText.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an article's text is damaged", e);
        }
    }

    private static String json(LocalText text) {
        try {
            return MAPPER.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a text has always a JSON form", e);
        }
    }
}
