package org.servicemap.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.servicemap.TestSize;
import org.servicemap.accounts.AreaBounds;
import org.servicemap.requests.history.HeadSigner;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.Actor;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.lifecycle.Input;
import org.servicemap.requests.lifecycle.LifecycleException;
import org.servicemap.storage.Database;
import org.servicemap.storage.TestDatabases;

/**
 * Fifty users at once try whatever comes to their minds with a few requests. Afterwards the order in which the database took
 * their steps is played through {@link WalkModel}: every step taken must have been possible and have led to what is stored,
 * and every step refused must have been impossible at some moment while it was tried.
 */
class RandomWalksStoreTest {
    private static final int USERS = 50;
    private static final List<String> UNITS = List.of("S001", "S002", "WATER", "D01");
    private static final List<String> ROLES =
            List.of("operator", "dispatcher", "handler", "lead", "whistled", "assistant", "supervisor", "petitioner");
    /** Rarely taken, or all walks would be short. */
    private static final Set<String> ENDS = Set.of("withdraw", "answer", "divert", "link", "attempt");

    /** What leads on. */
    private static final List<String> WORK = List.of("dispatch", "accept", "handle", "call_back", "uphold", "unlink");

    private static final List<String> ACTIONS = WalkModel.actions().stream()
            .filter(action ->
                    !Set.of("overdue", "open_callback", "end_callback").contains(action))
            .sorted()
            .toList();

    private final List<Walked> requests = new ArrayList<>();
    private final Set<String> actions = new java.util.TreeSet<>();
    private long parent;

    /** One try: taken as a version, or refused between two versions. */
    private record Try(
            WalkModel.Move move,
            Instant at,
            int earliest,
            int latest,
            @Nullable String shown) {
        boolean taken() {
            return shown != null;
        }
    }

    /** A request with what was tried on it. */
    private record Walked(long id, WalkModel model, List<Try> tries) {}

    @Test
    void fiftyUsersAtOnceNeverLeaveTheTable() throws Exception {
        try (Database database = TestDatabases.best()) {
            Town town = Town.in(database);
            begin(town, TestSize.pick(30, 200, 2000));
            int taken = 0;
            for (int phase = 0; phase < TestSize.pick(5, 30, 100); phase++) {
                walk(town, phase, TestSize.pick(6, 20, 60));
                town.clock.advance(phase % 2 == 0 ? Duration.ofSeconds(40) : Duration.ofDays(12));
                town.clockWork.run();
                taken += compare(town);
            }
            assertThat(taken).as("steps taken").isGreaterThan(requests.size() * 8);
            assertThat(actions).as("actions taken").hasSizeGreaterThan(27);
            eachUnitSeesItsWork(town);
            Heads heads = new Heads(database, new HeadSigner(new byte[32]), town.clock);
            heads.write();
            assertThat(new HistoryCheck(database, town.store, heads).run().broken())
                    .isNull();
        }
    }

    /** Page by page what each unit leads or stands beside, by deadline; the oracle sorts everything that is stored. */
    private static void eachUnitSeesItsWork(Town town) {
        int beside = 0;
        for (String unit : UNITS) {
            List<Long> expected = work(town, unit);
            assertThat(pages(town, unit)).as("work of " + unit).isEqualTo(expected);
            beside += expected.size();
        }
        assertThat(beside).as("work that was listed").isPositive();
    }

    private static List<Long> work(Town town, String unit) {
        return town.database.inSnapshot(handle ->
                handle.createQuery("SELECT id FROM requests ORDER BY id").mapTo(Long.class).list().stream()
                        .map(id -> town.store.find(handle, id).orElseThrow())
                        .filter(request -> request.facts().state().isWork())
                        .filter(request -> unit.equals(request.facts().text(Field.UNIT))
                                || new SideStore()
                                        .parties(handle, request.id()).stream()
                                                .anyMatch(party -> party.unit().equals(unit)))
                        .sorted(java.util.Comparator.comparing(
                                        (Request request) -> java.util.Objects.requireNonNullElse(
                                                request.facts().instant(Field.DEADLINE), Instant.MAX))
                                .thenComparing(Request::id))
                        .map(Request::id)
                        .toList());
    }

    private static List<Long> pages(Town town, String unit) {
        RequestQuery query = new RequestQuery(
                RequestQuery.View.WORK,
                RequestFilter.NONE,
                new ListScope(List.of(unit), false, AreaBounds.EVERYWHERE, null));
        RequestLists lists = new RequestLists(List::of);
        List<Long> found = new ArrayList<>();
        KeyCursor after = null;
        while (true) {
            KeyCursor from = after;
            List<RequestLists.Row> page = town.database.inSnapshot(handle -> lists.list(handle, query, from, 7));
            page.forEach(row -> found.add(row.request().id()));
            if (page.size() < 7) {
                int counted = town.database.inSnapshot(handle -> lists.count(handle, query));
                assertThat(counted).as("count for " + unit).isEqualTo(found.size());
                return found;
            }
            after = lists.cursorAt(query.view(), page.get(6).request());
        }
    }

    private void begin(Town town, int count) {
        parent = town.file("CITY-WASTE").request().id();
        for (int i = 0; i < count; i++) {
            Request request = town.file("CITY-WASTE").request();
            Facts facts = request.facts();
            WalkModel model = new WalkModel(
                    request.version(),
                    facts.state().key(),
                    facts.text(Field.UNIT),
                    facts.count(Field.DISPATCH_COUNT),
                    town.clock.instant());
            requests.add(new Walked(request.id(), model, java.util.Collections.synchronizedList(new ArrayList<>())));
        }
    }

    private void walk(Town town, int phase, int steps) throws Exception {
        ExecutorService users = Executors.newFixedThreadPool(USERS);
        try {
            List<Callable<Integer>> walks = new ArrayList<>();
            for (int user = 0; user < USERS; user++) {
                SplittableRandom random = new SplittableRandom(1000L * phase + user);
                walks.add(() -> walk(town, random, steps));
            }
            for (Future<Integer> walk : users.invokeAll(walks)) {
                walk.get();
            }
        } finally {
            users.shutdownNow();
        }
    }

    private int walk(Town town, SplittableRandom random, int steps) {
        for (int i = 0; i < steps; i++) {
            Walked request = requests.get(random.nextInt(requests.size()));
            request.tries().add(tried(town, request.id(), random));
        }
        return steps;
    }

    /** Mostly what somebody could sensibly try, else anything at all. */
    private static WalkModel.Move move(SplittableRandom random, String state) {
        List<String> sensible = WalkModel.actionsIn(state);
        String action = any(random, random.nextInt(10) < 8 && !sensible.isEmpty() ? sensible : ACTIONS);
        if (ENDS.contains(action) && random.nextInt(10) > 0) {
            action = any(random, WORK);
        }
        return new WalkModel.Move(
                action,
                any(random, random.nextInt(10) < 9 ? WalkModel.rolesOf(action) : ROLES),
                any(random, UNITS),
                any(random, UNITS),
                1 + random.nextInt(6),
                random.nextBoolean());
    }

    private static String any(SplittableRandom random, List<String> words) {
        return words.get(random.nextInt(words.size()));
    }

    private Try tried(Town town, long id, SplittableRandom random) {
        Instant at = town.clock.instant();
        Request seen = town.database
                .jdbi()
                .withHandle(handle -> town.store.find(handle, id).orElseThrow());
        WalkModel.Move move = move(random, seen.facts().state().key());
        int before = seen.version();
        Author author = Author.account(9, Set.of(Actor.valueOf(move.role().toUpperCase(Locale.ROOT))), move.unit());
        try {
            Request after = town.requests.act(
                    id,
                    Action.valueOf(move.action().toUpperCase(Locale.ROOT)),
                    input(move),
                    Requests.Right.of(author),
                    null);
            return new Try(move, at, after.version(), after.version(), shown(after.facts()));
        } catch (LifecycleException refused) {
            return new Try(move, at, before, version(town, id), null);
        }
    }

    private static int version(Town town, long id) {
        return town.database
                .jdbi()
                .withHandle(handle -> town.store.find(handle, id).orElseThrow().version());
    }

    private ActionInput input(WalkModel.Move move) {
        ActionInput.Builder input = ActionInput.builder();
        Instant later = Town.START.plus(Duration.ofDays(1000L * move.amount()));
        switch (move.action()) {
            case "correct" -> input.text(Input.CATEGORY, "CITY-WASTE");
            case "answer" -> input.text(Input.REPLY, "已答复");
            case "divert" -> input.text(Input.DIVERSION, "statutory");
            case "dispatch" -> input.text(Input.UNIT, move.target());
            case "reassign", "redirect", "escalate" ->
                input.text(Input.UNIT, move.target()).text(Input.REASON, "原因");
            case "whistle" -> input.list(Input.UNITS, List.of(move.target())).text(Input.REASON, "原因");
            case "dispute", "uphold", "decline_whistle", "refuse_extension", "supervise", "rework" ->
                input.text(Input.REASON, "原因");
            case "add_facts", "note", "report_in", "assist" -> input.text(Input.TEXT, "说明");
            case "assign" -> input.number(Input.HANDLER, (long) move.amount());
            case "set_kind" -> input.text(Input.KIND, WalkModel.KINDS.get(move.amount() % WalkModel.KINDS.size()));
            case "ask_assistance" ->
                input.list(Input.UNITS, List.of(move.target())).until(later).text(Input.REASON, "原因");
            case "appraise" -> input.text(Input.UNIT, move.target()).number(Input.SCORE, (long) move.amount());
            case "split" -> input.list(Input.PARTS, List.of("2026010100000018")).text(Input.REASON, "原因");
            case "ask_extension", "suspend" -> input.until(later).text(Input.REASON, "原因");
            case "handle" -> input.text(Input.REPLY, "已处理").text(Input.OUTCOME, "solved");
            case "attempt" -> input.text(Input.UNREACHED, "no_answer");
            case "call_back" ->
                input.flag(Input.CONTACTED, true)
                        .flag(Input.SOLVED, move.solved())
                        .text(Input.SATISFACTION, move.solved() ? "satisfied" : "dissatisfied");
            case "link" -> input.number(Input.PARENT, parent);
            default -> {}
        }
        return input.build();
    }

    private int compare(Town town) {
        int taken = 0;
        for (Walked request : requests) {
            taken += compare(town, request);
            request.tries().clear();
        }
        return taken;
    }

    /** Plays what was taken, in the order of the versions; steps of the clocks come from the history itself. */
    private int compare(Town town, Walked walked) {
        Map<Integer, Try> taken = new TreeMap<>();
        List<Try> refused = new ArrayList<>();
        walked.tries().forEach(one -> {
            if (one.taken()) {
                assertThat(taken.put(one.earliest(), one))
                        .as("one version, one step")
                        .isNull();
            } else {
                refused.add(one);
            }
        });
        boolean[] possible = new boolean[refused.size()];
        java.util.Arrays.fill(possible, true);
        int version = walked.model().version;
        tryAll(walked.model(), refused, possible, version);
        for (Map.Entry<Integer, Try> next : taken.entrySet()) {
            assertThat(next.getKey()).as("no version is left out").isEqualTo(version + 1);
            version = next.getKey();
            Try one = next.getValue();
            actions.add(one.move().action());
            String story = walked.id() + " v" + version + " " + one.move() + " at "
                    + walked.model().shown();
            assertThat(walked.model().allows(one.move(), one.at())).as(story).isTrue();
            walked.model().take(one.move(), one.at());
            assertThat(one.shown()).as(story).isEqualTo(walked.model().shown());
            tryAll(walked.model(), refused, possible, version);
        }
        for (int i = 0; i < possible.length; i++) {
            assertThat(possible[i])
                    .as("refused although possible all the time: " + refused.get(i))
                    .isFalse();
        }
        clocks(town, walked, version);
        return taken.size();
    }

    /** A refusal is right when the step was impossible at one of the versions that it may have met. */
    private static void tryAll(WalkModel model, List<Try> refused, boolean[] possible, int version) {
        for (int i = 0; i < possible.length; i++) {
            Try one = refused.get(i);
            if (one.earliest() <= version && version <= one.latest() && !model.allows(one.move(), one.at())) {
                possible[i] = false;
            }
        }
    }

    /** What the clocks did after the walk, read from the history. */
    private static void clocks(Town town, Walked walked, int version) {
        town.database.jdbi().useHandle(handle -> {
            town.store.chain(handle, walked.id()).stream().skip(version).forEach(link -> {
                var event =
                        org.servicemap.requests.history.Event.read(link.body()).event();
                Object about = event.data().getOrDefault("clock", event.data().get("unit"));
                WalkModel.Move move =
                        new WalkModel.Move(event.action(), "system", null, String.valueOf(about), 0, false);
                assertThat(walked.model().allows(move, event.at()))
                        .as("%s", event)
                        .isTrue();
                walked.model().take(move, event.at());
            });
            assertThat(shown(town.store.find(handle, walked.id()).orElseThrow().facts()))
                    .isEqualTo(walked.model().shown());
        });
    }

    private static String shown(Facts facts) {
        return String.join(
                " ",
                facts.state().key(),
                "unit=" + facts.text(Field.UNIT),
                "locked=" + facts.flag(Field.LOCKED),
                "callback=" + facts.flag(Field.CALLBACK_OPEN),
                "supervised=" + facts.flag(Field.SUPERVISED),
                "overdue=" + facts.flag(Field.OVERDUE),
                "linked=" + (facts.number(Field.PARENT) != null),
                "dispatches=" + facts.count(Field.DISPATCH_COUNT),
                "reworks=" + facts.count(Field.REWORK_COUNT),
                "attempts=" + facts.count(Field.CALLBACK_ATTEMPTS),
                "extensions=" + facts.count(Field.EXTENSION_COUNT),
                "handler=" + java.util.Objects.requireNonNullElse(facts.number(Field.HANDLER), 0L),
                "kind=" + facts.text(Field.KIND));
    }
}
