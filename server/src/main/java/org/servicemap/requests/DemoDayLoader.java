package org.servicemap.requests;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.requests.demo.DemoAuthor;
import org.servicemap.requests.demo.DemoFiling;
import org.servicemap.requests.demo.DemoLife;
import org.servicemap.requests.demo.DemoPlayed;
import org.servicemap.requests.demo.DemoRoute;
import org.servicemap.requests.demo.DemoStep;
import org.servicemap.requests.history.Commitment;
import org.servicemap.requests.history.Identity;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.routing.Decision;

/** Resolves, routes and plays the requests of a day and writes them in bulk. Thread-safe. */
final class DemoDayLoader {
    /** Requests that are held in memory. */
    private static final int CHUNK = 4000;

    private final DemoHistory.Parts parts;
    private final DemoLife life;
    private final long seed;
    private final RequestNumbers numbers;
    private final DemoPetitioners people;

    DemoDayLoader(DemoHistory.Parts parts, DemoLife life, long seed) {
        this.parts = parts;
        this.life = life;
        this.seed = seed;
        numbers = new RequestNumbers(parts.database());
        people = new DemoPetitioners(
                parts.keys().cipher(),
                parts.keys().index(),
                () -> parts.rules().current().phones(),
                parts.rhythm(),
                seed);
    }

    /** A request that others report again. */
    private record Reported(long id, DemoPlayed played) {}

    /** One day while it is loaded. */
    private final class Day {
        private final Handle handle;
        private final LocalDate day;
        private final int firstNumber;
        private final Set<Integer> reportedAgain = new HashSet<>();
        private final Map<Integer, Reported> reported = new HashMap<>();
        private final DemoRows rows = new DemoRows();

        Day(Handle handle, LocalDate day, List<DemoFiling> filings) {
            this.handle = handle;
            this.day = day;
            firstNumber = filings.isEmpty() ? 1 : numbers.take(day, filings.size());
            filings.stream().map(DemoFiling::reportOf).forEach(reportedAgain::add);
        }

        void add(int position, DemoFiling filing) {
            long id = parts.database().idAt(filing.at());
            Made made = make(filing, reported.get(filing.reportOf()));
            if (reportedAgain.contains(position)) {
                reported.put(position, new Reported(id, made.played()));
            }
            rows.add(row(id, RequestNumber.of(day, firstNumber + position), filing, made));
            if (rows.size() >= CHUNK) {
                write();
            }
        }

        void write() {
            rows.write(parts.database(), handle);
        }
    }

    /** A request with its life. */
    private record Made(Filing filing, Facts filed, Routing.Answer answer, DemoPlayed played) {}

    void load(Handle handle, LocalDate day, List<DemoFiling> filings) {
        people.write(parts.database(), filings);
        Day loading = new Day(handle, day, filings);
        for (int i = 0; i < filings.size(); i++) {
            loading.add(i, filings.get(i));
        }
        loading.write();
    }

    private Made make(DemoFiling demo, @Nullable Reported before) {
        Where where = where(demo);
        Located located = Located.of(where, parts.areas());
        boolean doubtful = located.point() != null && parts.lowConfidence().isPile(located.point());
        Filing known = filing(demo, where, demo.category());
        Filing filing = demo.stated() ? known : filing(demo, where, null);
        Routing.Answer found = parts.routing().ask(known, located, Map.of(), doubtful, demo.at());
        Routing.Answer answer =
                demo.stated() ? found : parts.routing().ask(filing, located, Map.of(), doubtful, demo.at());
        Facts filed = FiledFacts.of(
                filing,
                new FiledFacts.Known(located, answer, petitioner(demo), isSensitive(filing), doubtful, demo.at()));
        DemoRoute route = route(found, answer.queue() != null);
        DemoPlayed played = before == null
                ? life.play(demo, filed, route)
                : life.play(demo, filed, route, before.id(), before.played());
        return new Made(filing, filed, answer, played);
    }

    private static Where where(DemoFiling demo) {
        return new Where(
                Where.Kind.valueOf(demo.locationKind().toUpperCase(Locale.ROOT)),
                demo.lon(),
                demo.lat(),
                null,
                demo.accuracyMetres(),
                null,
                null,
                demo.address());
    }

    private Filing filing(DemoFiling demo, Where where, @Nullable String category) {
        Contact contact = demo.petitioner() < 0 ? null : new Contact(false, null, null, null, null);
        return new Filing(
                demo.channel(),
                demo.hotline(),
                null,
                demo.kind(),
                category,
                null,
                demo.text(),
                where,
                Map.of(),
                contact,
                parts.rules().current().city().defaultLanguage(),
                List.of(),
                null);
    }

    private static @Nullable Long petitioner(DemoFiling demo) {
        return demo.petitioner() < 0 ? null : DemoPetitioners.idOf(demo.petitioner());
    }

    private boolean isSensitive(Filing filing) {
        String category = filing.category();
        return category != null && parts.routing().tree().flags(category).contains("sensitive");
    }

    private static DemoRoute route(Routing.Answer answer, boolean queued) {
        Decision decision = java.util.Objects.requireNonNull(answer.decision());
        return new DemoRoute(
                decision.unit() == null ? null : decision.unit().code(),
                decision.copies().stream().map(Decision.UnitName::code).toList(),
                decision.assistants().stream().map(Decision.UnitName::code).toList(),
                decision.deadline(),
                decision.diversion() == null ? null : decision.diversion().id(),
                queued);
    }

    private DemoRows.Row row(long id, RequestNumber number, DemoFiling demo, Made made) {
        List<Journal.Entry> entries = entries(demo, made);
        List<Journal.Sealed> events = new ArrayList<>(entries.size());
        List<Commitment> values = new ArrayList<>();
        byte[] previous = null;
        byte[] codeHash = parts.keys()
                .index()
                .of("query_code", number.digits() + QueryCode.random().characters());
        for (Journal.Entry entry : entries) {
            Map<String, String> more =
                    previous == null ? Map.of(Identity.NAME, Identity.digest(number.digits(), codeHash)) : Map.of();
            Journal.Sealed sealed = Journal.seal(id, events.size() + 1, entry, previous, values, more);
            previous = sealed.hash();
            events.add(sealed);
        }
        Decision decision = made.answer().decision();
        return new DemoRows.Row(
                id,
                number,
                codeHash,
                entries.get(entries.size() - 1).at(),
                made.played().end().facts(),
                events,
                values,
                made.played().end().parties(),
                made.played().end().clocks(),
                made.played().until(),
                decision == null ? null : ShownDecision.stored(decision),
                decidedWith(entries));
    }

    private static List<Journal.Entry> entries(DemoFiling demo, Made made) {
        List<Journal.Entry> entries = new ArrayList<>();
        Author filer = demo.channel().equals("web") ? Author.PETITIONER : new Author("account:1", Set.of(), null);
        entries.add(new Journal.Entry(
                demo.at(),
                filer,
                Action.FILE.key(),
                made.filed(),
                Map.of(),
                FiledFacts.texts(made.filing()),
                Beside.NONE));
        Beside before = Beside.NONE;
        for (DemoStep step : made.played().steps()) {
            DemoAuthor author = step.author();
            Instant at = step.at().truncatedTo(java.time.temporal.ChronoUnit.MICROS);
            entries.add(Journal.Entry.of(
                    at, new Author(author.label(), author.actors(), author.unit()), step.step(), step.input(), before));
            before = Beside.of(step.step().parties(), step.step().clocks());
        }
        return entries;
    }

    /** The decision belongs to the event that it led to at once, else to the filing. */
    private static int decidedWith(List<Journal.Entry> entries) {
        boolean atOnce =
                entries.size() > 1 && entries.get(1).at().equals(entries.get(0).at());
        return atOnce ? 2 : 1;
    }
}
