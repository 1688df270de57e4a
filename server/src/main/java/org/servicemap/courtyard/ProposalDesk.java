package org.servicemap.courtyard;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Audit;
import org.servicemap.calendars.WorkingCalendar;
import org.servicemap.http.Caller;
import org.servicemap.storage.Database;

/**
 * What the community and the offices above it do with proposals: read them first, answer by the date, close with a reason. Every step is in
 * the proposal's history and in the audit, and tells author and supporters, all in one transaction. Thread-safe.
 */
final class ProposalDesk {
    private static final int PART = 500;

    private final Database database;
    private final Communities communities;
    private final ProposalStore store;
    private final VoiceStore voices;
    private final AdoptedWork work;
    private final ProposalNotices notices;
    private final Supplier<WorkingCalendar> calendar;
    private final Clock clock;

    ProposalDesk(
            Database database,
            Communities communities,
            ProposalStore store,
            VoiceStore voices,
            AdoptedWork work,
            ProposalNotices notices,
            Supplier<WorkingCalendar> calendar,
            Clock clock) {
        this.database = database;
        this.communities = communities;
        this.store = store;
        this.voices = voices;
        this.work = work;
        this.notices = notices;
        this.calendar = calendar;
        this.clock = clock;
    }

    /** What staff look for. */
    enum Queue {
        /** To be read before others do. */
        WAITING(List.of(Proposal.State.WAITING)),
        /** To be answered, overdue ones first. */
        TO_ANSWER(List.of(Proposal.State.PUBLISHED)),
        UNDER_WAY(List.of(Proposal.State.ADOPTED)),
        /** Whose work has ended: to be closed with its outcome. */
        TO_CLOSE(List.of(Proposal.State.ADOPTED)),
        /** That residents have reported. */
        REPORTED(Proposal.State.PUBLIC),
        DONE(List.of(Proposal.State.DECLINED, Proposal.State.CLOSED, Proposal.State.REFUSED));

        private final List<Proposal.State> states;

        Queue(List<Proposal.State> states) {
            this.states = states;
        }
    }

    /** A part of the caller's queue, in one community or in all of the caller's; one more than {@code limit} when it goes on. */
    List<Proposal> queue(Caller caller, Queue queue, @Nullable String area, int offset, int limit) {
        List<String> areas = areasOf(caller, area);
        return database.inSnapshot(handle -> {
            if (queue != Queue.TO_CLOSE && queue != Queue.UNDER_WAY) {
                boolean reported = queue == Queue.REPORTED;
                return store.queue(handle, areas, queue.states, reported, offset, limit + 1);
            }
            return adopted(handle, areas, queue == Queue.TO_CLOSE, offset + limit + 1).stream()
                    .skip(offset)
                    .toList();
        });
    }

    /** How far each is stands with its request or task: so they are read part by part until there are enough. */
    private List<Proposal> adopted(Handle handle, @Nullable List<String> areas, boolean over, int wanted) {
        List<Proposal> found = new ArrayList<>();
        for (int from = 0; ; from += PART) {
            List<Proposal> part = store.queue(handle, areas, Queue.UNDER_WAY.states, false, from, PART);
            var progress = work.progress(handle, part);
            part.stream()
                    .filter(each -> over == isOver(progress.get(each.id())))
                    .limit(wanted - found.size())
                    .forEach(found::add);
            if (part.size() < PART || found.size() == wanted) {
                return found;
            }
        }
    }

    /** Work that is no more has ended too. */
    private static boolean isOver(AdoptedWork.@Nullable Progress progress) {
        return progress == null || progress.ended();
    }

    private @Nullable List<String> areasOf(Caller caller, @Nullable String area) {
        if (area == null) {
            return communities.codesOf(caller);
        }
        Community community = communities.get(area);
        communities.require(caller, community);
        return List.of(community.code());
    }

    /** Lets everybody read it; from now on the days count in which it is answered. */
    Proposal publish(Caller caller, long id, int seen) {
        return step(caller, id, seen, List.of(Proposal.State.WAITING), "published", null, (handle, proposal) -> {
            Instant now = clock.instant();
            LocalDate by = answerBy(now);
            store.publish(handle, id, by, now);
            return "courtyard_published";
        });
    }

    private LocalDate answerBy(Instant from) {
        CourtyardRules rules = CourtyardRules.of(communities.city());
        var zone = communities.city().zone();
        return LocalDate.ofInstant(calendar.get().deadline(from, rules.answer(), zone), zone);
    }

    /**
     * Does not let it become public, or takes a public one down again: both with the reason for its author. One that is answered keeps its
     * answer and its work, and its supporters hear why it is gone.
     */
    Proposal refuse(Caller caller, long id, int seen, String reason) {
        String kind = database.inSnapshot(handle -> store.find(handle, id))
                .filter(proposal -> proposal.state().isPublic())
                .map(proposal -> "taken_down")
                .orElse("refused");
        return step(caller, id, seen, REFUSABLE, kind, reason(reason), (handle, proposal) -> {
            if (proposal.hiddenAt() != null) {
                throw Proposals.notOpen(proposal);
            }
            takeDown(handle, proposal);
            voices.settle(handle, id, clock.instant(), Proposals.accountOf(caller));
            return proposal.state().isPublic() ? "courtyard_taken_down" : "courtyard_refused";
        });
    }

    private void takeDown(Handle handle, Proposal proposal) {
        if (ANSWERED.contains(proposal.state())) {
            store.hide(handle, proposal.id(), clock.instant());
        } else {
            store.move(handle, proposal.id(), Proposal.State.REFUSED);
        }
    }

    private static final Set<Proposal.State> ANSWERED =
            Set.of(Proposal.State.ADOPTED, Proposal.State.DECLINED, Proposal.State.CLOSED);
    private static final List<Proposal.State> REFUSABLE = List.of(
            Proposal.State.WAITING,
            Proposal.State.PUBLISHED,
            Proposal.State.ADOPTED,
            Proposal.State.DECLINED,
            Proposal.State.CLOSED);

    /** Says no, and why. */
    Proposal decline(Caller caller, long id, int seen, String reason) {
        return step(caller, id, seen, ANSWERABLE, "declined", reason(reason), (handle, proposal) -> {
            store.move(handle, id, Proposal.State.DECLINED);
            return "courtyard_declined";
        });
    }

    private static final List<Proposal.State> ANSWERABLE = List.of(Proposal.State.PUBLISHED);

    /**
     * Says yes: it becomes a request.
     *
     * @param category null lets a dispatcher find it
     */
    Proposal adoptAsRequest(Caller caller, long id, int seen, String words, @Nullable String category) {
        return step(caller, id, seen, ANSWERABLE, "adopted", reason(words), (handle, proposal) -> {
            Community community = communities.get(proposal.area());
            store.adopt(handle, id, work.request(caller, community, proposal, category));
            return "courtyard_adopted";
        });
    }

    /**
     * Says yes: it becomes a task of those who look after the grid.
     *
     * @param grid null for that of the proposal's place
     * @param due null for as many days as an answer has
     */
    Proposal adoptAsTask(
            Caller caller, long id, int seen, String words, @Nullable String grid, @Nullable LocalDate due) {
        LocalDate until = due == null ? answerBy(clock.instant()) : due;
        if (until.isBefore(
                LocalDate.ofInstant(clock.instant(), communities.city().zone()))) {
            throw CourtyardException.bad("due_on", "the day is over");
        }
        return step(caller, id, seen, ANSWERABLE, "adopted", reason(words), (handle, proposal) -> {
            Community community = communities.get(proposal.area());
            store.adopt(handle, id, work.task(handle, caller, community, proposal, grid, until));
            return "courtyard_adopted";
        });
    }

    /** Ends an adopted one with what came of it. */
    Proposal close(Caller caller, long id, int seen, String outcome, String reason) {
        Proposal.Outcome how = Proposal.Outcome.of(outcome);
        return step(caller, id, seen, List.of(Proposal.State.ADOPTED), "closed", reason(reason), (handle, proposal) -> {
            store.close(handle, id, how);
            return "courtyard_closed";
        });
    }

    /** Says that the reports of abuse were looked at, and the proposal stays. */
    Proposal settleReports(Caller caller, long id) {
        return database.inTransaction(handle -> {
            Proposal proposal = mine(handle, caller, id);
            voices.settle(handle, id, clock.instant(), Proposals.accountOf(caller));
            Audit.record(handle, caller, "proposal_reports_settled", subject(id), null);
            return store.find(handle, proposal.id()).orElseThrow();
        });
    }

    private static String reason(String words) {
        return ProposalText.text("reason", words, ProposalText.MAX_WORDS);
    }

    /** One step: what it does answers the template of the message that tells of it. */
    private Proposal step(
            Caller caller,
            long id,
            int seen,
            List<Proposal.State> from,
            String kind,
            @Nullable String words,
            BiFunction<Handle, Proposal, String> doing) {
        return database.inTransaction(handle -> {
            Proposal before = mine(handle, caller, id);
            if (!from.contains(before.state())) {
                throw Proposals.notOpen(before);
            }
            Proposals.requireSeen(before, seen);
            String template = doing.apply(handle, before);
            store.append(handle, id, clock.instant(), kind, words, Proposals.accountOf(caller));
            Audit.record(handle, caller, "proposal_" + kind, subject(id), words);
            Proposal after = store.find(handle, id).orElseThrow();
            tell(handle, after, template, words);
            return after;
        });
    }

    /** Supporters hear no more of what was taken down. */
    private void tell(Handle handle, Proposal proposal, String template, @Nullable String words) {
        boolean isTheirs = proposal.hiddenAt() != null && !template.equals("courtyard_taken_down");
        if (words == null || template.equals("courtyard_refused") || isTheirs) {
            notices.author(handle, proposal, template, words);
        } else {
            notices.all(handle, proposal, template, words);
        }
    }

    static String subject(long id) {
        return "proposal:" + id;
    }

    private Proposal mine(Handle handle, Caller caller, long id) {
        Proposal proposal = store.lock(handle, id).orElseThrow(() -> CourtyardException.unknown(id));
        if (proposal.state() == Proposal.State.WITHDRAWN) {
            throw CourtyardException.unknown(id);
        }
        Community community = communities
                .find(proposal.area())
                .orElseThrow(() -> new CourtyardException(
                        CourtyardException.UNKNOWN_COMMUNITY, "area", "the community is no more"));
        communities.require(caller, community);
        return proposal;
    }
}
