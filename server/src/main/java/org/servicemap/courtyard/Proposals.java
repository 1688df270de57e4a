package org.servicemap.courtyard;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.attachments.AttachmentOwner;
import org.servicemap.attachments.AttachmentRef;
import org.servicemap.attachments.Attachments;
import org.servicemap.http.Caller;
import org.servicemap.http.ErrorCode;
import org.servicemap.storage.Database;
import org.servicemap.units.Unit;

/**
 * What residents do: propose, mend, take back, support, report. Only whom the community has confirmed proposes and supports there, each
 * with one voice; what one resident may have open is counted one proposal after the other, however many are sent at once. Thread-safe.
 */
final class Proposals {
    private static final String PHOTO = "proposal";
    private static final int MOST_SENT = 2;
    private static final int MAX_REPORT = 500;

    private final Database database;
    private final Communities communities;
    private final Attachments attachments;
    private final ProposalStore store;
    private final VoiceStore voices;
    private final Clock clock;

    Proposals(
            Database database,
            Communities communities,
            Attachments attachments,
            ProposalStore store,
            VoiceStore voices,
            Clock clock) {
        this.database = database;
        this.communities = communities;
        this.attachments = attachments;
        this.store = store;
        this.voices = voices;
        this.clock = clock;
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), communities.city().zone());
    }

    /** Hands one in; nobody but its author and the staff read it before it is published. */
    Proposal propose(Caller caller, String area, ProposalText text) {
        long account = accountOf(caller);
        Community community = communities.get(area);
        requireInside(community, text);
        long id = database.nextId();
        return database.inTransaction(handle -> {
            requireHome(handle, account, community, true);
            requireRoom(handle, account);
            Instant now = clock.instant();
            store.insert(handle, id, community.code(), account, text, now);
            tie(handle, id, text);
            store.append(handle, id, now, "proposed", null, null);
            return store.find(handle, id).orElseThrow();
        });
    }

    /** Hands a refused one in once again, with other words. */
    Proposal mend(Caller caller, long id, int seen, ProposalText text) {
        long account = accountOf(caller);
        return database.inTransaction(handle -> {
            Proposal before = own(handle, account, id);
            Community community = communities.get(before.area());
            requireInside(community, text);
            requireHome(handle, account, community, true);
            requireSeen(before, seen);
            if (before.state() != Proposal.State.REFUSED
                    || before.sent() >= MOST_SENT
                    || before.publishedAt() != null) {
                throw new CourtyardException(
                        CourtyardException.NOT_MENDABLE,
                        "id",
                        "it is " + before.state().key() + ", sent " + before.sent() + " times");
            }
            requireRoom(handle, account, false);
            store.mend(handle, id, text);
            if (text.photos() != null) {
                attachments.delete(handle, new AttachmentOwner(PHOTO, id));
                tie(handle, id, text);
            }
            store.append(handle, id, clock.instant(), "mended", null, null);
            return store.find(handle, id).orElseThrow();
        });
    }

    /** Takes one back that nobody has answered yet. */
    Proposal withdraw(Caller caller, long id) {
        long account = accountOf(caller);
        return database.inTransaction(handle -> {
            Proposal before = own(handle, account, id);
            if (before.state() == Proposal.State.WITHDRAWN) {
                return before;
            }
            if (!Set.of(Proposal.State.WAITING, Proposal.State.REFUSED, Proposal.State.PUBLISHED)
                    .contains(before.state())) {
                throw notOpen(before);
            }
            store.move(handle, id, Proposal.State.WITHDRAWN);
            store.append(handle, id, clock.instant(), "withdrawn", null, null);
            return store.find(handle, id).orElseThrow();
        });
    }

    /** Gives a resident's one voice, or says anew whether to be told. */
    Proposal support(Caller caller, long id, boolean tell, String language) {
        long account = accountOf(caller);
        return database.inTransaction(handle -> {
            Proposal proposal = open(handle, id);
            if (Objects.equals(proposal.account(), account)) {
                throw new CourtyardException(CourtyardException.OWN_PROPOSAL, "id", "nobody supports the own proposal");
            }
            requireHome(handle, account, communities.get(proposal.area()), false);
            voices.support(handle, id, account, tell, language, clock.instant());
            return store.find(handle, id).orElseThrow();
        });
    }

    /** Takes the voice back; nothing happens when there was none. */
    Proposal takeBack(Caller caller, long id) {
        long account = accountOf(caller);
        return database.inTransaction(handle -> {
            open(handle, id);
            voices.takeBack(handle, id, account);
            return store.find(handle, id).orElseThrow();
        });
    }

    /** Tells the staff that a public proposal should not be there. */
    void report(Caller caller, long id, String words) {
        long account = accountOf(caller);
        String said = ProposalText.text("words", words, MAX_REPORT);
        database.useTransaction(handle -> {
            shown(handle, id);
            voices.report(handle, id, account, said, clock.instant());
        });
    }

    /** A public one, else {@code unknown_proposal}. */
    Proposal shown(Handle handle, long id) {
        return store.find(handle, id).filter(Proposal::isShown).orElseThrow(() -> CourtyardException.unknown(id));
    }

    private Proposal open(Handle handle, long id) {
        handle.createQuery("SELECT id FROM courtyard_proposals WHERE id = :id FOR SHARE")
                .bind("id", id)
                .mapTo(Long.class)
                .findOne();
        Proposal proposal = shown(handle, id);
        if (proposal.state() != Proposal.State.PUBLISHED) {
            throw notOpen(proposal);
        }
        return proposal;
    }

    static CourtyardException notOpen(Proposal proposal) {
        return new CourtyardException(
                CourtyardException.NOT_OPEN, "id", "it is " + proposal.state().key());
    }

    static void requireSeen(Proposal proposal, int seen) {
        if (proposal.version() != seen) {
            throw new CourtyardException(
                    CourtyardException.CHANGED, "version", "it is at version " + proposal.version() + " by now");
        }
    }

    private Proposal own(Handle handle, long account, long id) {
        return store.lock(handle, id)
                .filter(proposal -> Objects.equals(proposal.account(), account))
                .orElseThrow(() -> CourtyardException.unknown(id));
    }

    private void requireInside(Community community, ProposalText text) {
        if (text.point() != null && communities.gridAt(community, text.point()).isEmpty()) {
            throw CourtyardException.bad("lon", "the place is not in this community");
        }
    }

    private void requireHome(Handle handle, long account, Community community, boolean alone) {
        String unit = voices.home(handle, account, alone)
                .orElseThrow(() -> new CourtyardException(
                        CourtyardException.NOT_CONFIRMED, null, "no community has confirmed that you live there"));
        if (!community.isHomeOf(unit)) {
            throw new CourtyardException(CourtyardException.NOT_A_RESIDENT, "area", "you live in another community");
        }
    }

    private void requireRoom(Handle handle, long account) {
        requireRoom(handle, account, true);
    }

    private void requireRoom(Handle handle, long account, boolean anew) {
        CourtyardRules rules = CourtyardRules.of(communities.city());
        if (store.open(handle, account) >= rules.mostOpen()) {
            throw new CourtyardException(
                    CourtyardException.TOO_MANY_OPEN, null, "at most " + rules.mostOpen() + " are open at a time");
        }
        Instant midnight = today().atStartOfDay(communities.city().zone()).toInstant();
        if (anew && store.since(handle, account, midnight) >= rules.mostPerDay()) {
            throw new CourtyardException(
                    CourtyardException.TOO_MANY_TODAY, null, "at most " + rules.mostPerDay() + " a day");
        }
    }

    private void tie(Handle handle, long id, ProposalText text) {
        if (text.photos() != null) {
            attachments.tie(handle, text.photos(), new AttachmentOwner(PHOTO, id));
        }
    }

    /** The id of its picture, or null. */
    @Nullable
    Long photo(Handle handle, long id) {
        List<AttachmentRef> photos = attachments.of(handle, new AttachmentOwner(PHOTO, id));
        return photos.isEmpty() || !photos.get(0).type().startsWith("image/")
                ? null
                : (Long) photos.get(0).id();
    }

    /** Takes its picture away for good. */
    void erasePhoto(Handle handle, long id) {
        attachments.delete(handle, new AttachmentOwner(PHOTO, id));
    }

    static long accountOf(Caller caller) {
        Long account = caller.account();
        if (account == null) {
            throw ErrorCode.NOT_LOGGED_IN.problem("log in first");
        }
        return account;
    }

    /**
     * Where the caller may propose and support, and what is the caller's.
     *
     * @param status of the residency: {@code none}, {@code requested}, {@code refused}, {@code ended} or {@code confirmed}
     * @param own proposals
     * @param supported ids of proposals
     */
    record Standing(
            @Nullable String unit,
            String status,
            List<Community> communities,
            List<Proposal> own,
            Set<Long> supported) {}

    Standing standing(Caller caller) {
        long account = accountOf(caller);
        return database.inSnapshot(handle -> {
            Optional<VoiceStore.Residency> home = voices.residency(handle, account);
            String unit = home.map(VoiceStore.Residency::unit).orElse(null);
            return new Standing(
                    unit,
                    home.map(VoiceStore.Residency::status).orElse("none"),
                    unit == null ? List.of() : homes(unit),
                    store.of(handle, account),
                    voices.supported(handle, account));
        });
    }

    private List<Community> homes(String code) {
        Unit unit = communities.units().find(code).orElse(null);
        if (unit != null && communities.level().id().equals(unit.level()) && unit.area() != null) {
            return communities.find(unit.area()).stream().toList();
        }
        return communities.all().stream().filter(each -> each.isHomeOf(code)).toList();
    }
}
