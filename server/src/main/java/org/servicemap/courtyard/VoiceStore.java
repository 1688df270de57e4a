package org.servicemap.courtyard;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.servicemap.accounts.Columns;

/** SQL of what residents do beside proposing: voices, reports of abuse, and where they live. */
final class VoiceStore {
    /**
     * The unit of the community where a citizen lives, as that has confirmed; held until the transaction ends.
     *
     * @param alone whether nobody else may look at it so meanwhile: then what one resident does is counted one after the other
     */
    Optional<String> home(Handle handle, long account, boolean alone) {
        return handle.createQuery("SELECT unit FROM residencies WHERE account = :account AND status = 'confirmed' FOR "
                        + (alone ? "UPDATE" : "SHARE"))
                .bind("account", account)
                .mapTo(String.class)
                .findOne();
    }

    /** What a citizen has asked for, whatever came of it. */
    record Residency(String unit, String status) {}

    Optional<Residency> residency(Handle handle, long account) {
        return handle.createQuery("SELECT unit, status FROM residencies WHERE account = :account")
                .bind("account", account)
                .map((rs, context) -> new Residency(rs.getString("unit"), rs.getString("status")))
                .findOne();
    }

    void support(Handle handle, long proposal, long account, boolean tell, String language, Instant at) {
        handle.createUpdate("""
                        INSERT INTO courtyard_supports (proposal, account, tell, language, at)
                        VALUES (:proposal, :account, :tell, :language, :at)
                        ON CONFLICT (proposal, account) DO UPDATE SET tell = excluded.tell, language = excluded.language
                        """)
                .bind("proposal", proposal)
                .bind("account", account)
                .bind("tell", tell)
                .bind("language", language)
                .bind("at", ProposalStore.utc(at))
                .execute();
    }

    void takeBack(Handle handle, long proposal, long account) {
        handle.createUpdate("DELETE FROM courtyard_supports WHERE proposal = :proposal AND account = :account")
                .bind("proposal", proposal)
                .bind("account", account)
                .execute();
    }

    /** The proposals that a citizen supports. */
    Set<Long> supported(Handle handle, long account) {
        return new TreeSet<>(handle.createQuery("SELECT proposal FROM courtyard_supports WHERE account = :account")
                .bind("account", account)
                .mapTo(Long.class)
                .list());
    }

    /** Whoever wants messages in a language. */
    record Listener(long account, String language) {}

    List<Listener> listeners(Handle handle, long proposal) {
        return handle.createQuery(
                        "SELECT account, language FROM courtyard_supports WHERE proposal = :proposal AND tell ORDER BY at")
                .bind("proposal", proposal)
                .map((rs, context) -> new Listener(rs.getLong("account"), rs.getString("language")))
                .list();
    }

    /** A second report by the same citizen puts its words in the place of the first. */
    void report(Handle handle, long proposal, long account, String words, Instant at) {
        handle.createUpdate("""
                        INSERT INTO courtyard_reports (proposal, account, words, at) VALUES (:proposal, :account, :words, :at)
                        ON CONFLICT (proposal, account) DO UPDATE SET words = excluded.words, at = excluded.at
                        WHERE courtyard_reports.settled_at IS NULL
                        """)
                .bind("proposal", proposal)
                .bind("account", account)
                .bind("words", words)
                .bind("at", ProposalStore.utc(at))
                .execute();
    }

    /** What somebody said of a proposal; not who. */
    record Report(String words, Instant at) {}

    List<Report> reports(Handle handle, long proposal) {
        return handle.createQuery("""
                        SELECT words, at FROM courtyard_reports WHERE proposal = :proposal AND settled_at IS NULL ORDER BY at
                        """)
                .bind("proposal", proposal)
                .map((rs, context) -> new Report(rs.getString("words"), Columns.instant(rs, "at")))
                .list();
    }

    void settle(Handle handle, long proposal, Instant at, long by) {
        handle.createUpdate("""
                        UPDATE courtyard_reports SET settled_at = :at, settled_by = :by
                        WHERE proposal = :proposal AND settled_at IS NULL
                        """)
                .bind("proposal", proposal)
                .bind("at", ProposalStore.utc(at))
                .bind("by", by)
                .execute();
    }
}
