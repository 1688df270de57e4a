package org.servicemap.courtyard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.CitizenAccounts;
import org.servicemap.accounts.personal.Keyset;
import org.servicemap.areas.FixedAreas;
import org.servicemap.areas.TestTown;
import org.servicemap.attachments.AttachmentDirectory;
import org.servicemap.attachments.Attachments;
import org.servicemap.calendars.Calendars;
import org.servicemap.http.Caller;
import org.servicemap.http.Role;
import org.servicemap.notifications.Outbox;
import org.servicemap.notifications.templates.Templates;
import org.servicemap.requests.Filing;
import org.servicemap.requests.OfficeRequests;
import org.servicemap.storage.Database;
import org.servicemap.text.LocalText;
import org.servicemap.units.CategoryTree;
import org.servicemap.units.Unit;
import org.servicemap.units.UnitDirectory;

/** The town of the area tests: its two districts have a courtyard each, their units are W and E. Its clock stands until it is moved. */
final class CourtyardTown {
    /** A Monday, nine in the morning in Shanghai. */
    static final Instant START = Instant.parse("2026-03-02T01:00:00Z");

    /** A request whose category came later, and says nothing in public. */
    static final long SENSITIVE = 4711;

    static final String WEST = "01";
    static final String EAST = "02";

    final Database database;
    final Moving clock = new Moving();
    final Calendars calendars;
    final ProposalStore store = new ProposalStore();
    final VoiceStore voices = new VoiceStore();
    final Communities communities;
    final Proposals proposals;
    final ProposalDesk desk;
    final KeptProposals kept;
    final ProposalViews views;
    final ProposalReminders reminders;
    final Caller staff;

    CourtyardTown(Database database) {
        this.database = database;
        calendars = new Calendars(database);
        UnitDirectory units = new UnitDirectory(List.of(unit("W", WEST), unit("E", EAST)));
        communities = new Communities(new FixedAreas(), TestTown::city, () -> units);
        Path folder = folder();
        Keyset keys = Keyset.openOrCreate(folder);
        Attachments attachments =
                new Attachments(database, new AttachmentDirectory(folder.resolve("files")), keys, clock);
        proposals = new Proposals(database, communities, attachments, store, voices, clock);
        Outbox outbox = new Outbox(database, keys, () -> Templates.of(null, "zh"), clock);
        AdoptedWork work =
                new AdoptedWork(new NoRequests(), new OneTask(), communities, () -> new CategoryTree(List.of()));
        ProposalNotices notices = new ProposalNotices(outbox, keys.cipher(), voices, TestTown::city, "");
        views = new ProposalViews(database, communities, proposals, store, voices, work);
        reminders = new ProposalReminders(database, communities, proposals, store, notices);
        desk = new ProposalDesk(database, communities, store, voices, work, notices, calendars::current, clock);
        kept = new KeptProposals(attachments);
        staff = new Caller(account(null), "staff", Set.of(Role.HANDLER), "W", null, null, false, Set.of());
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("servicemap-courtyard");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Unit unit(String code, String area) {
        return new Unit(
                code, "community", LocalText.of("zh", code), null, "district", area, null, null, null, Map.of());
    }

    private long account(@Nullable String unit) {
        return database.inTransaction(handle -> {
            long id =
                    new CitizenAccounts(database).create(handle, "138****0000").id();
            if (unit != null) {
                handle.createUpdate("""
                                INSERT INTO residencies (account, unit, status, decided_at)
                                VALUES (:id, :unit, 'confirmed', clock_timestamp())
                                """).bind("id", id).bind("unit", unit).execute();
            }
            return id;
        });
    }

    /** Somebody whom the unit has confirmed. */
    Caller resident(String unit) {
        return new Caller(account(unit), "138****0000", Set.of(Role.CITIZEN), null, null, null, false, Set.of());
    }

    static ProposalText text(String title) {
        return new ProposalText(title, "words", null, null, null, List.of(), false, "zh");
    }

    Proposal published(Caller author, String title) {
        return desk.publish(staff, proposals.propose(author, WEST, text(title)).id(), 1);
    }

    Proposal find(long id) {
        return database.inSnapshot(handle -> store.find(handle, id)).orElseThrow();
    }

    LocalDate today() {
        return proposals.today();
    }

    private static final class NoRequests implements OpenedRequests {
        @Override
        public long open(Filing filing, Caller by, Map<String, Object> origin) {
            throw new UnsupportedOperationException("no requests here");
        }

        @Override
        public Map<Long, OfficeRequests.Progress> progress(Handle handle, Collection<Long> ids) {
            return ids.contains(SENSITIVE)
                    ? Map.of(SENSITIVE, new OfficeRequests.Progress("1", "received", false, null, null, true))
                    : Map.of();
        }
    }

    /** Every task is done. */
    private static final class OneTask implements FieldTasks {
        @Override
        public long add(Handle handle, Caller by, Wanted wanted) {
            return wanted.proposal();
        }

        @Override
        public Map<Long, Progress> progress(Handle handle, Collection<Long> ids) {
            Map<Long, Progress> all = new HashMap<>();
            ids.forEach(id -> all.put(id, new Progress("done", "fine", START)));
            return all;
        }
    }

    /** Stands until it is moved. */
    static final class Moving extends Clock {
        private final AtomicReference<Instant> now = new AtomicReference<>(START);

        void set(Instant instant) {
            now.set(instant);
        }

        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("instants only");
        }
    }
}
