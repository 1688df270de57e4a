package org.servicemap.courtyard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.personal.KeptByAccount;
import org.servicemap.attachments.AttachmentOwner;
import org.servicemap.attachments.Attachments;

/**
 * What the courtyard keeps of a person, found by account: copied and given up in the caller's transaction. Proposals that were public stay,
 * as from a resident of the community: neighbours supported them and the community answered; those that were not lose their words
 * too. Thread-safe.
 */
public final class KeptProposals implements KeptByAccount {
    private static final String THEIRS = " account = ANY(:accounts) ";
    private static final String NEVER_PUBLIC = " published_at IS NULL ";

    private final Attachments attachments;

    public KeptProposals(Attachments attachments) {
        this.attachments = attachments;
    }

    /** How many proposals, voices and reports there are. */
    @Override
    public int count(Handle handle, Collection<Long> accounts) {
        return handle.createQuery("SELECT (SELECT count(*) FROM courtyard_proposals WHERE" + THEIRS
                        + ") + (SELECT count(*) FROM courtyard_supports WHERE" + THEIRS
                        + ") + (SELECT count(*) FROM courtyard_reports WHERE" + THEIRS + ")")
                .bindArray("accounts", Long.class, accounts.toArray())
                .mapTo(Integer.class)
                .one();
    }

    /** Each proposal with its words, each voice, each report. */
    @Override
    public List<Map<String, Object>> copy(Handle handle, Collection<Long> accounts) {
        List<Map<String, Object>> copies =
                new ArrayList<>(handle.createQuery("SELECT * FROM courtyard_proposals WHERE" + THEIRS + "ORDER BY id")
                        .bindArray("accounts", Long.class, accounts.toArray())
                        .map((rs, context) -> {
                            Map<String, Object> fields = new LinkedHashMap<>();
                            fields.put("proposal", Long.toString(rs.getLong("id")));
                            fields.put("community", rs.getString("area"));
                            fields.put("state", rs.getString("state"));
                            if (rs.getObject("hidden_at") != null) {
                                fields.put(
                                        "taken_down_at",
                                        ProposalStore.instant(rs, "hidden_at").toString());
                            }
                            fields.put("title", rs.getString("title"));
                            fields.put("words", rs.getString("words"));
                            put(fields, "nickname", rs.getString("nickname"));
                            put(fields, "place", rs.getString("place"));
                            put(fields, "lon", rs.getObject("lon", Double.class));
                            put(fields, "lat", rs.getObject("lat", Double.class));
                            fields.put(
                                    "created_at",
                                    ProposalStore.instant(rs, "created_at").toString());
                            return fields;
                        })
                        .list());
        copies.addAll(
                beside(handle, "supported", "SELECT proposal, at, NULL AS words FROM courtyard_supports", accounts));
        copies.addAll(beside(handle, "reported", "SELECT proposal, at, words FROM courtyard_reports", accounts));
        return copies;
    }

    private static List<Map<String, Object>> beside(
            Handle handle, String what, String select, Collection<Long> accounts) {
        return handle.createQuery(select + " WHERE" + THEIRS + "ORDER BY at")
                .bindArray("accounts", Long.class, accounts.toArray())
                .map((rs, context) -> {
                    Map<String, Object> fields = new LinkedHashMap<>();
                    fields.put(what, Long.toString(rs.getLong("proposal")));
                    fields.put("at", ProposalStore.instant(rs, "at").toString());
                    put(fields, "words", rs.getString("words"));
                    return fields;
                })
                .list();
    }

    private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    /** Takes author, words of what never was public, voices and reports away. Answers how many there were. */
    @Override
    public int erase(Handle handle, Collection<Long> accounts) {
        Object[] theirs = accounts.toArray();
        List<Long> silent = handle.createQuery(
                        "SELECT id FROM courtyard_proposals WHERE" + THEIRS + "AND" + NEVER_PUBLIC)
                .bindArray("accounts", Long.class, theirs)
                .mapTo(Long.class)
                .list();
        silent.forEach(id -> empty(handle, id));
        int proposals = handle.createUpdate(
                        "UPDATE courtyard_proposals SET account = NULL, nickname = NULL, tell = false WHERE" + THEIRS)
                .bindArray("accounts", Long.class, theirs)
                .execute();
        return proposals + delete(handle, "courtyard_supports", theirs) + delete(handle, "courtyard_reports", theirs);
    }

    private static int delete(Handle handle, String table, Object[] accounts) {
        return handle.createUpdate("DELETE FROM " + table + " WHERE" + THEIRS)
                .bindArray("accounts", Long.class, accounts)
                .execute();
    }

    private void empty(Handle handle, long id) {
        attachments.delete(handle, new AttachmentOwner("proposal", id));
        handle.createUpdate("""
                        UPDATE courtyard_proposals SET title = '—', words = '—', place = NULL, lon = NULL, lat = NULL,
                            state = 'withdrawn', version = version + 1
                        WHERE id = :id
                        """).bind("id", id).execute();
    }

    /** Likewise of what never became public and was handed in before; at most so many, answers how many. */
    @Override
    public int forgetBefore(Handle handle, Instant before, int limit) {
        List<Long> old = handle.createQuery("SELECT id FROM courtyard_proposals WHERE" + NEVER_PUBLIC + """
                        AND created_at < :before AND state IN ('refused', 'withdrawn') AND account IS NOT NULL LIMIT :limit
                        """)
                .bind("before", ProposalStore.utc(before))
                .bind("limit", limit)
                .mapTo(Long.class)
                .list();
        for (long id : old) {
            empty(handle, id);
            handle.createUpdate(
                            "UPDATE courtyard_proposals SET account = NULL, nickname = NULL, tell = false WHERE id = :id")
                    .bind("id", id)
                    .execute();
        }
        return old.size();
    }

    /**
     * Takes an account's voices off what the community has not answered yet: whoever lives there no more is no neighbour. Those on what it
     * has answered stay, as they were counted then.
     */
    public static void endVoices(Handle handle, long account) {
        handle.createUpdate("""
                        DELETE FROM courtyard_supports s USING courtyard_proposals p
                        WHERE s.account = :account AND p.id = s.proposal AND p.state = 'published'
                        """).bind("account", account).execute();
    }
}
