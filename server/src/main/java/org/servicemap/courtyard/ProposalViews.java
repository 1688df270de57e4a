package org.servicemap.courtyard;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.City;
import org.servicemap.courtyard.ProposalJson.OwnProposalJson;
import org.servicemap.courtyard.ProposalJson.ProposalPlaceJson;
import org.servicemap.courtyard.ProposalJson.ProposalReportJson;
import org.servicemap.courtyard.ProposalJson.ProposalStepJson;
import org.servicemap.courtyard.ProposalJson.ProposalWorkJson;
import org.servicemap.courtyard.ProposalJson.PublicProposalJson;
import org.servicemap.courtyard.ProposalJson.StaffProposalJson;
import org.servicemap.http.Caller;
import org.servicemap.storage.Database;
import org.servicemap.text.LocalText;

/** Proposals as each kind of reader may see them, with what became of them. Thread-safe. */
final class ProposalViews {
    private final Database database;
    private final Communities communities;
    private final Proposals proposals;
    private final ProposalStore store;
    private final VoiceStore voices;
    private final AdoptedWork work;

    ProposalViews(
            Database database,
            Communities communities,
            Proposals proposals,
            ProposalStore store,
            VoiceStore voices,
            AdoptedWork work) {
        this.database = database;
        this.communities = communities;
        this.proposals = proposals;
        this.store = store;
        this.voices = voices;
        this.work = work;
    }

    List<PublicProposalJson> list(
            Community community, Proposal.@Nullable State state, ProposalStore.Order order, int offset, int limit) {
        return database.inSnapshot(handle -> {
            List<Proposal> found = store.published(handle, community.code(), state, order, offset, limit);
            Map<Long, AdoptedWork.Progress> progress = work.progress(handle, found);
            return found.stream()
                    .map(each -> open(handle, each, progress.get(each.id())))
                    .toList();
        });
    }

    PublicProposalJson one(long id) {
        return database.inSnapshot(handle -> {
            Proposal proposal = proposals.shown(handle, id);
            return open(
                    handle, proposal, work.progress(handle, List.of(proposal)).get(id));
        });
    }

    private PublicProposalJson open(Handle handle, Proposal proposal, AdoptedWork.@Nullable Progress progress) {
        return PublicProposalJson.of(
                proposal,
                progress,
                store.events(handle, proposal.id()),
                proposals.photo(handle, proposal.id()),
                isOverdue(proposal, progress));
    }

    /** Not answered in time; or adopted, and not closed though the work ended long ago, as far as that may be told. */
    private boolean isOverdue(Proposal proposal, AdoptedWork.@Nullable Progress progress) {
        City city = communities.city();
        return proposal.isOverdue(proposals.today())
                || proposal.state() == Proposal.State.ADOPTED
                        && progress != null
                        && !progress.sensitive()
                        && progress.isLeftOpen(
                                proposals.today(),
                                city.zone(),
                                CourtyardRules.of(city).closeDays());
    }

    /** The id of the picture, for those who may see the proposal. */
    long photo(Caller caller, long id) {
        Long photo = database.inSnapshot(handle -> store.find(handle, id)
                .filter(proposal -> maySee(caller, proposal))
                .map(proposal -> proposals.photo(handle, id))
                .orElse(null));
        if (photo == null) {
            throw CourtyardException.unknown(id);
        }
        return photo;
    }

    private boolean maySee(Caller caller, Proposal proposal) {
        boolean own = caller.account() != null && Objects.equals(caller.account(), proposal.account());
        return proposal.isShown()
                || own
                || caller.hasAny(ProposalDeskRoutes.STAFF)
                        && communities
                                .find(proposal.area())
                                .map(community -> communities.covers(caller, community))
                                .orElse(false);
    }

    OwnProposalJson own(Proposal proposal) {
        return read(
                proposal,
                (handle, progress) -> new OwnProposalJson(
                        Long.toString(proposal.id()),
                        proposal.area(),
                        proposal.title(),
                        proposal.words(),
                        ProposalPlaceJson.of(proposal),
                        proposal.nickname(),
                        proposal.tell(),
                        proposal.state().key(),
                        proposal.hiddenAt() != null,
                        proposal.state() == Proposal.State.REFUSED
                                && proposal.sent() < 2
                                && proposal.publishedAt() == null,
                        proposal.supports(),
                        proposal.answerBy(),
                        proposal.version(),
                        proposal.createdAt(),
                        proposals.photo(handle, proposal.id()) == null ? null : ProposalJson.photo(proposal),
                        ProposalWorkJson.open(progress),
                        proposal.outcome() == null ? null : proposal.outcome().key(),
                        steps(handle, proposal)));
    }

    StaffProposalJson staff(Proposal proposal) {
        return read(
                proposal,
                (handle, progress) -> new StaffProposalJson(
                        Long.toString(proposal.id()),
                        proposal.area(),
                        communities
                                .find(proposal.area())
                                .map(Community::name)
                                .orElse(LocalText.of("und", proposal.area())),
                        proposal.title(),
                        proposal.words(),
                        ProposalPlaceJson.of(proposal),
                        proposal.nickname(),
                        proposal.state().key(),
                        proposal.hiddenAt() != null,
                        proposal.supports(),
                        proposal.answerBy(),
                        isOverdue(proposal, progress),
                        proposal.version(),
                        proposal.sent(),
                        proposal.createdAt(),
                        proposals.photo(handle, proposal.id()) == null ? null : ProposalJson.photo(proposal),
                        ProposalWorkJson.of(progress),
                        progress == null ? null : progress.number(),
                        progress == null ? null : progress.outcome(),
                        proposal.outcome() == null ? null : proposal.outcome().key(),
                        voices.reports(handle, proposal.id()).stream()
                                .map(report -> new ProposalReportJson(report.words(), report.at()))
                                .toList(),
                        steps(handle, proposal)));
    }

    private <T> T read(Proposal proposal, BiFunction<Handle, AdoptedWork.@Nullable Progress, T> reading) {
        return database.inSnapshot(handle ->
                reading.apply(handle, work.progress(handle, List.of(proposal)).get(proposal.id())));
    }

    private List<ProposalStepJson> steps(Handle handle, Proposal proposal) {
        return store.events(handle, proposal.id()).stream()
                .map(ProposalStepJson::of)
                .toList();
    }
}
