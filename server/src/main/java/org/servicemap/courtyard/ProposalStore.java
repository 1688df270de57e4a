package org.servicemap.courtyard;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Columns;
import org.servicemap.geo.LonLat;

/** SQL of proposals and their history. */
final class ProposalStore {
    private static final String SELECT = """
            SELECT p.*, (SELECT count(*) FROM courtyard_supports s WHERE s.proposal = p.id) AS supports,
                (SELECT count(*) FROM courtyard_reports r WHERE r.proposal = p.id AND r.settled_at IS NULL) AS reports
            FROM courtyard_proposals p
            """;

    /** What a public list shows, and in which order. */
    enum Order {
        NEWEST("published_at DESC, id DESC"),
        SUPPORTED("supports DESC, published_at DESC, id DESC"),
        /** Those that are to be answered first, the most urgent before the others. */
        DUE("(state = 'published') DESC, CASE WHEN state = 'published' THEN answer_by END, published_at DESC, id DESC");

        private final String sql;

        Order(String sql) {
            this.sql = sql;
        }
    }

    Optional<Proposal> find(Handle handle, long id) {
        return handle.createQuery(SELECT + "WHERE p.id = :id")
                .bind("id", id)
                .map((rs, context) -> read(rs))
                .findOne();
    }

    /** As {@link #find}; nobody else changes it until the transaction ends. */
    Optional<Proposal> lock(Handle handle, long id) {
        handle.createQuery("SELECT id FROM courtyard_proposals WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .mapTo(Long.class)
                .findOne();
        return find(handle, id);
    }

    List<Proposal> published(
            Handle handle, String area, Proposal.@Nullable State state, Order order, int offset, int limit) {
        return handle.createQuery("SELECT * FROM (" + SELECT + """
                        WHERE p.area = :area AND p.state IN ('published', 'adopted', 'declined', 'closed') AND p.hidden_at IS NULL
                            AND (CAST(:state AS text) IS NULL OR p.state = :state)) AS shown
                        ORDER BY %s OFFSET :offset LIMIT :limit
                        """.formatted(order.sql))
                .bind("area", area)
                .bind("state", state == null ? null : state.key())
                .bind("offset", offset)
                .bind("limit", limit)
                .map((rs, context) -> read(rs))
                .list();
    }

    /**
     * What is in one of the states, overdue and old first.
     *
     * @param areas null for all
     * @param reported only what has reports of abuse
     */
    List<Proposal> queue(
            Handle handle,
            @Nullable List<String> areas,
            List<Proposal.State> states,
            boolean reported,
            int offset,
            int limit) {
        return handle.createQuery("SELECT * FROM (" + SELECT + """
                        WHERE p.state = ANY(:states) AND (:everywhere OR p.area = ANY(:areas))) AS shown
                        WHERE NOT :reported OR reports > 0
                        ORDER BY answer_by NULLS FIRST, id OFFSET :offset LIMIT :limit
                        """)
                .bindArray(
                        "states",
                        String.class,
                        states.stream().map(Proposal.State::key).toArray())
                .bind("everywhere", areas == null)
                .bindArray("areas", String.class, areas == null ? new Object[0] : areas.toArray())
                .bind("reported", reported)
                .bind("offset", offset)
                .bind("limit", limit)
                .map((rs, context) -> read(rs))
                .list();
    }

    /** A resident's own, the newest first. */
    List<Proposal> of(Handle handle, long account) {
        return handle.createQuery(SELECT + "WHERE p.account = :account ORDER BY p.id DESC LIMIT 200")
                .bind("account", account)
                .map((rs, context) -> read(rs))
                .list();
    }

    /** Of a resident's, how many wait or are not answered yet. */
    int open(Handle handle, long account) {
        return handle.createQuery("""
                        SELECT count(*) FROM courtyard_proposals WHERE account = :account AND state IN ('waiting', 'published')
                        """)
                .bind("account", account)
                .mapTo(Integer.class)
                .one();
    }

    int since(Handle handle, long account, Instant from) {
        return handle.createQuery(
                        "SELECT count(*) FROM courtyard_proposals WHERE account = :account AND created_at >= :from")
                .bind("account", account)
                .bind("from", utc(from))
                .mapTo(Integer.class)
                .one();
    }

    void insert(Handle handle, long id, String area, long account, ProposalText text, Instant at) {
        bind(handle.createUpdate("""
                        INSERT INTO courtyard_proposals (id, area, account, nickname, title, words, lon, lat, place, tell, language,
                            state, created_at)
                        VALUES (:id, :area, :account, :nickname, :title, :words, :lon, :lat, :place, :tell, :language,
                            'waiting', :at)
                        """), text)
                .bind("id", id)
                .bind("area", area)
                .bind("account", account)
                .bind("at", utc(at))
                .execute();
    }

    /** Puts a refused one into the queue again. */
    void mend(Handle handle, long id, ProposalText text) {
        bind(handle.createUpdate("""
                        UPDATE courtyard_proposals SET nickname = :nickname, title = :title, words = :words, lon = :lon, lat = :lat,
                            place = :place, tell = :tell, language = :language, state = 'waiting', sent = sent + 1,
                            version = version + 1
                        WHERE id = :id
                        """), text).bind("id", id).execute();
    }

    private static org.jdbi.v3.core.statement.Update bind(org.jdbi.v3.core.statement.Update update, ProposalText text) {
        LonLat point = text.point();
        return update.bind("nickname", text.nickname())
                .bind("title", text.title())
                .bind("words", text.words())
                .bind("lon", point == null ? null : point.lon())
                .bind("lat", point == null ? null : point.lat())
                .bind("place", text.place())
                .bind("tell", text.tell())
                .bind("language", text.language());
    }

    void publish(Handle handle, long id, LocalDate answerBy, Instant at) {
        handle.createUpdate("""
                        UPDATE courtyard_proposals SET state = 'published', answer_by = :by, published_at = :at,
                            version = version + 1 WHERE id = :id
                        """)
                .bind("id", id)
                .bind("by", answerBy)
                .bind("at", utc(at))
                .execute();
    }

    void adopt(Handle handle, long id, Proposal.Work work) {
        boolean request = work.kind() == Proposal.Work.Kind.REQUEST;
        handle.createUpdate("""
                        UPDATE courtyard_proposals SET state = 'adopted', request = :request, task = :task, version = version + 1
                        WHERE id = :id
                        """)
                .bind("id", id)
                .bind("request", request ? (Long) work.id() : null)
                .bind("task", request ? null : (Long) work.id())
                .execute();
    }

    void close(Handle handle, long id, Proposal.Outcome outcome) {
        handle.createUpdate("""
                        UPDATE courtyard_proposals SET state = 'closed', outcome = :outcome, version = version + 1 WHERE id = :id
                        """).bind("id", id).bind("outcome", outcome.key()).execute();
    }

    /** Takes an answered one out of the public's sight; its state and its work stay. */
    void hide(Handle handle, long id, Instant at) {
        handle.createUpdate("UPDATE courtyard_proposals SET hidden_at = :at, version = version + 1 WHERE id = :id")
                .bind("id", id)
                .bind("at", utc(at))
                .execute();
    }

    /** To a state that brings nothing else with it. */
    void move(Handle handle, long id, Proposal.State state) {
        handle.createUpdate("UPDATE courtyard_proposals SET state = :state, version = version + 1 WHERE id = :id")
                .bind("id", id)
                .bind("state", state.key())
                .execute();
    }

    /** Adds a step to the history; the caller holds the proposal's lock. */
    void append(Handle handle, long id, Instant at, String kind, @Nullable String words, @Nullable Long staff) {
        handle.createUpdate("""
                        INSERT INTO courtyard_events (proposal, seq, at, kind, words, author, staff)
                        SELECT :id, coalesce(max(seq), 0) + 1, :at, :kind, :words, :author, :staff
                        FROM courtyard_events WHERE proposal = :id
                        """)
                .bind("id", id)
                .bind("at", utc(at))
                .bind("kind", kind)
                .bind("words", words)
                .bind("author", staff == null ? "resident" : "community")
                .bind("staff", staff)
                .execute();
    }

    List<Proposal.Event> events(Handle handle, long id) {
        return handle.createQuery(
                        "SELECT seq, at, kind, words, author FROM courtyard_events WHERE proposal = :id ORDER BY seq")
                .bind("id", id)
                .map((rs, context) -> new Proposal.Event(
                        rs.getInt("seq"),
                        instant(rs, "at"),
                        rs.getString("kind"),
                        rs.getString("words"),
                        rs.getString("author")))
                .list();
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static Instant instant(ResultSet rs, String column) throws SQLException {
        return rs.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static Proposal read(ResultSet rs) throws SQLException {
        String outcome = rs.getString("outcome");
        return new Proposal(
                rs.getLong("id"),
                rs.getString("area"),
                rs.getObject("account", Long.class),
                rs.getString("nickname"),
                rs.getString("title"),
                rs.getString("words"),
                point(rs),
                rs.getString("place"),
                rs.getBoolean("tell"),
                rs.getString("language"),
                Proposal.State.of(rs.getString("state")),
                rs.getInt("sent"),
                rs.getObject("answer_by", LocalDate.class),
                work(rs),
                outcome == null ? null : Proposal.Outcome.of(outcome),
                rs.getInt("version"),
                instant(rs, "created_at"),
                Columns.instantOrNull(rs, "published_at"),
                Columns.instantOrNull(rs, "hidden_at"),
                rs.getInt("supports"),
                rs.getInt("reports"));
    }

    private static @Nullable LonLat point(ResultSet rs) throws SQLException {
        Double lon = rs.getObject("lon", Double.class);
        Double lat = rs.getObject("lat", Double.class);
        return lon == null || lat == null ? null : new LonLat(lon, lat);
    }

    private static Proposal.@Nullable Work work(ResultSet rs) throws SQLException {
        Long request = rs.getObject("request", Long.class);
        Long task = rs.getObject("task", Long.class);
        if (request != null) {
            return new Proposal.Work(Proposal.Work.Kind.REQUEST, request);
        }
        return task == null ? null : new Proposal.Work(Proposal.Work.Kind.TASK, task);
    }
}
