package org.servicemap.courtyard;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.LonLat;
import org.servicemap.http.Caller;
import org.servicemap.requests.Filing;
import org.servicemap.requests.Where;
import org.servicemap.units.CategoryTree;

/** What adopted proposals became, and how far that is. Thread-safe. */
final class AdoptedWork {
    private static final String CHANNEL = "web";
    private static final String SENSITIVE = "sensitive";

    private final OpenedRequests requests;
    private final FieldTasks tasks;
    private final Communities communities;
    private final Supplier<CategoryTree> categories;

    AdoptedWork(OpenedRequests requests, FieldTasks tasks, Communities communities, Supplier<CategoryTree> categories) {
        this.requests = requests;
        this.tasks = tasks;
        this.communities = communities;
        this.categories = categories;
    }

    /**
     * How far it is.
     *
     * @param number of the request, for staff; null of a task
     * @param outcome that it ended with, for staff
     * @param endedAt null while it is worked on, or where it is not known
     * @param sensitive whether it is only for staff by now: its category came later
     */
    record Progress(
            Proposal.Work work,
            String state,
            boolean ended,
            @Nullable String number,
            @Nullable String outcome,
            @Nullable Instant endedAt,
            boolean sensitive) {
        /** Whether its end is so long ago that the proposal should have been closed by today. */
        boolean isLeftOpen(LocalDate today, ZoneId zone, int days) {
            return ended
                    && endedAt != null
                    && LocalDate.ofInstant(endedAt, zone).plusDays(days).isBefore(today);
        }
    }

    /** Opens a request with the proposal's words and place, which the catalogue dispatches. */
    Proposal.Work request(Caller by, Community community, Proposal proposal, @Nullable String category) {
        requireOpenlyNamed(category);
        Filing filing = new Filing(
                channel(),
                null,
                null,
                null,
                category,
                null,
                proposal.title() + "\n" + proposal.words(),
                where(community, proposal),
                Map.of(),
                null,
                communities.city().defaultLanguage(),
                List.of(),
                null);
        long id = requests.open(filing, by, Map.of("proposal", Long.toString(proposal.id())));
        return new Proposal.Work(Proposal.Work.Kind.REQUEST, id);
    }

    /** Its progress will be public: of what is sensitive that would speak. */
    private void requireOpenlyNamed(@Nullable String category) {
        if (category != null && categories.get().find(category).isEmpty()) {
            throw CourtyardException.bad("category", "there is no category " + category);
        }
        if (category != null && categories.get().flags(category).contains(SENSITIVE)) {
            throw CourtyardException.bad("category", category + " is sensitive: nothing is published about it");
        }
    }

    /** The web page, or the first one of a city without. */
    private String channel() {
        List<?> channels = communities.city().process().get("channels") instanceof List<?> list ? list : List.of();
        List<String> ids = channels.stream()
                .map(each -> each instanceof Map<?, ?> map ? map.get("id") : each)
                .map(String::valueOf)
                .toList();
        return ids.isEmpty() || ids.contains(CHANNEL) ? CHANNEL : ids.get(0);
    }

    private static Where where(Community community, Proposal proposal) {
        LonLat point = proposal.point();
        return point == null
                ? new Where(
                        Where.Kind.AREA, null, null, null, null, community.level(), community.code(), proposal.place())
                : new Where(Where.Kind.PIN, point.lon(), point.lat(), null, null, null, null, proposal.place());
    }

    /** Gives those who look after a grid a task; without a grid named, those of the proposal's point. */
    Proposal.Work task(
            Handle handle, Caller by, Community community, Proposal proposal, @Nullable String named, LocalDate due) {
        String grid = named == null ? gridOf(community, proposal) : named;
        if (!communities.grids(community).contains(grid)) {
            throw CourtyardException.bad("grid", "name a grid of " + community.code());
        }
        long id = tasks.add(
                handle,
                by,
                new FieldTasks.Wanted(proposal.id(), proposal.title(), proposal.words(), grid, proposal.point(), due));
        return new Proposal.Work(Proposal.Work.Kind.TASK, id);
    }

    private String gridOf(Community community, Proposal proposal) {
        LonLat point = proposal.point();
        if (point == null) {
            throw CourtyardException.bad("grid", "the proposal is about the whole community: name a grid");
        }
        return communities
                .gridAt(community, point)
                .orElseThrow(() -> CourtyardException.bad("grid", "the place is not in the community any more"));
    }

    /** By proposal, of those that were adopted. */
    Map<Long, Progress> progress(Handle handle, Collection<Proposal> proposals) {
        var ofRequests = requests.progress(handle, ids(proposals, Proposal.Work.Kind.REQUEST));
        var ofTasks = tasks.progress(handle, ids(proposals, Proposal.Work.Kind.TASK));
        Map<Long, Progress> found = new HashMap<>();
        for (Proposal proposal : proposals) {
            Proposal.Work work = proposal.work();
            if (work == null) {
                continue;
            }
            var request = ofRequests.get(work.id());
            var task = ofTasks.get(work.id());
            if (work.kind() == Proposal.Work.Kind.REQUEST && request != null) {
                found.put(
                        proposal.id(),
                        new Progress(
                                work,
                                request.state(),
                                request.ended(),
                                request.number(),
                                request.outcome(),
                                request.endedAt(),
                                request.sensitive()));
            } else if (work.kind() == Proposal.Work.Kind.TASK && task != null) {
                found.put(
                        proposal.id(),
                        new Progress(
                                work,
                                task.state(),
                                !task.state().equals("open"),
                                null,
                                task.outcome(),
                                task.endedAt(),
                                false));
            }
        }
        return found;
    }

    private static List<Long> ids(Collection<Proposal> proposals, Proposal.Work.Kind kind) {
        return proposals.stream()
                .map(Proposal::work)
                .filter(work -> work != null && work.kind() == kind)
                .map(work -> java.util.Objects.requireNonNull(work).id())
                .toList();
    }
}
