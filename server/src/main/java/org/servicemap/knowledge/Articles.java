package org.servicemap.knowledge;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.storage.Database;

/**
 * The knowledge base. A change makes a new version; no version is ever changed. What was saved is found at once, on every
 * server. Thread-safe.
 */
public final class Articles {
    /** As whom a city pack writes. */
    public static final String PACK = "pack";

    private final Database database;
    private final Supplier<ZoneId> zone;
    private final Clock clock;
    private final ArticleStore store = new ArticleStore();

    /** @param zone in which days begin */
    public Articles(Database database, Supplier<ZoneId> zone, Clock clock) {
        this.database = database;
        this.zone = zone;
        this.clock = clock;
    }

    /**
     * Those that hold any of the words, the best first; without words all.
     *
     * @param citizens only published ones that hold today
     */
    public List<Version> search(String words, @Nullable String category, boolean citizens, int limit) {
        String query = Words.any(words);
        if (query.isEmpty() && !words.isBlank()) {
            return List.of();
        }
        return database.jdbi().withHandle(handle -> store.search(handle, query, category, citizens, today(), limit));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone.get());
    }

    /** {@code unknown_article} also when citizens may not read it now. */
    public Version get(String code, boolean citizens) {
        return database.jdbi()
                .withHandle(handle -> store.find(handle, code))
                .filter(found -> !citizens || isOpen(found.article()))
                .orElseThrow(() -> unknown(code));
    }

    private boolean isOpen(Article article) {
        LocalDate today = today();
        LocalDate from = article.validFrom();
        LocalDate to = article.validTo();
        return article.published() && (from == null || !from.isAfter(today)) && (to == null || !to.isBefore(today));
    }

    /** All versions, the newest first; {@code unknown_article} when there is none. */
    public List<Version> versions(String code) {
        List<Version> found = database.jdbi().withHandle(handle -> store.versions(handle, code));
        if (found.isEmpty()) {
            throw unknown(code);
        }
        return found;
    }

    /**
     * Saves a new version, or a new article.
     *
     * @param seen the version that was changed; 0 for a new article
     * @param by who: {@code account:17}
     * @throws ArticleException {@code article_changed} when there is another version by now
     */
    public Version save(Article article, int seen, String by) {
        return database.inTransaction(handle -> {
            int now = store.lock(handle, article.code()).map(Version::number).orElse(0);
            if (now != seen || !store.put(handle, article, seen + 1, by)) {
                throw new ArticleException(
                        ArticleException.CHANGED,
                        "version",
                        seen == 0 ? "there is an article of this code" : "the article was changed meanwhile");
            }
            return store.find(handle, article.code()).orElseThrow();
        });
    }

    /**
     * Takes in what a pack brings: new articles, and new versions of those that nobody but packs has written. The same again
     * changes nothing.
     *
     * @return how many versions were written
     */
    public int take(Handle handle, List<Article> articles) {
        int written = 0;
        for (Article article : articles) {
            Optional<Version> now = store.lock(handle, article.code());
            boolean same = now.filter(found -> found.article().equals(article)).isPresent();
            boolean edited =
                    now.filter(found -> !found.changedBy().equals(PACK)).isPresent();
            if (!same && !edited) {
                store.put(handle, article, now.map(Version::number).orElse(0) + 1, PACK);
                written++;
            }
        }
        return written;
    }

    /** All there are, by code: for writing a pack. */
    public List<Article> all() {
        return database.jdbi()
                .withHandle(handle -> store.search(handle, "", null, false, today(), Integer.MAX_VALUE).stream()
                        .map(Version::article)
                        .toList());
    }

    /** Remembers that a request was answered with an article's newest version; {@code unknown_article}. */
    public void use(Handle handle, String code, String number) {
        Version version = store.find(handle, code).orElseThrow(() -> unknown(code));
        store.use(handle, code, version.number(), number);
    }

    /** How many requests were answered with it. */
    public int uses(String code) {
        return database.jdbi().withHandle(handle -> store.uses(handle, code));
    }

    private static ArticleException unknown(String code) {
        return new ArticleException(ArticleException.UNKNOWN, "code", "there is no article " + code);
    }
}
