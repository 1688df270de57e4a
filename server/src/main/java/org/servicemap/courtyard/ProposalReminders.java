package org.servicemap.courtyard;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.servicemap.accounts.Audit;
import org.servicemap.http.Caller;
import org.servicemap.storage.Database;

/**
 * Reminds the community of proposals that are to be answered: some days before the date, and once more when it is over. Each once, as the
 * audit log has it, however many servers remind. Thread-safe.
 */
final class ProposalReminders {
    private static final int MOST = 100;
    private static final Caller CLOCK = new Caller(null, "clock", Set.of(), null, null, null, false, Set.of());

    private final Database database;
    private final Communities communities;
    private final Proposals proposals;
    private final ProposalStore store;
    private final ProposalNotices notices;

    ProposalReminders(
            Database database,
            Communities communities,
            Proposals proposals,
            ProposalStore store,
            ProposalNotices notices) {
        this.database = database;
        this.communities = communities;
        this.proposals = proposals;
        this.store = store;
        this.notices = notices;
    }

    /** Answers how many messages were written. */
    int remind() {
        int told = 0;
        int part;
        do {
            part = database.inTransaction(this::part);
            told += part;
        } while (part == MOST);
        return told;
    }

    private int part(Handle handle) {
        LocalDate today = proposals.today();
        LocalDate until = today.plusDays(CourtyardRules.of(communities.city()).remindDays());
        int told = 0;
        for (long id : due(handle, today, until)) {
            told += remind(handle, id, today) ? 1 : 0;
        }
        return told;
    }

    private static List<Long> due(Handle handle, LocalDate today, LocalDate until) {
        return handle.createQuery("""
                        SELECT p.id FROM courtyard_proposals p
                        WHERE p.state = 'published' AND p.answer_by <= :until AND NOT EXISTS (
                            SELECT FROM audit a WHERE a.subject = 'proposal:' || p.id AND a.action =
                                CASE WHEN p.answer_by < :today THEN 'proposal_overdue_told' ELSE 'proposal_due_told' END)
                        ORDER BY p.answer_by, p.id LIMIT :most FOR UPDATE OF p SKIP LOCKED
                        """)
                .bind("until", until)
                .bind("today", today)
                .bind("most", MOST)
                .mapTo(Long.class)
                .list();
    }

    /** Looks again under the lock: another server may have been here since the list was read. */
    private boolean remind(Handle handle, long id, LocalDate today) {
        Proposal proposal = store.find(handle, id).orElseThrow();
        boolean late = proposal.isOverdue(today);
        String action = late ? "proposal_overdue_told" : "proposal_due_told";
        if (wasTold(handle, id, action)) {
            return false;
        }
        Audit.record(handle, CLOCK, action, ProposalDesk.subject(id), null);
        communities
                .find(proposal.area())
                .ifPresent(community ->
                        notices.staff(handle, community, proposal, late ? "courtyard_overdue" : "courtyard_due"));
        return true;
    }

    private static boolean wasTold(Handle handle, long id, String action) {
        return handle.createQuery("SELECT EXISTS (SELECT FROM audit WHERE subject = :subject AND action = :action)")
                .bind("subject", ProposalDesk.subject(id))
                .bind("action", action)
                .mapTo(Boolean.class)
                .one();
    }
}
