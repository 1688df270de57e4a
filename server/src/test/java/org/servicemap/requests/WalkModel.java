package org.servicemap.requests;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one request, told a second time and without the program's own table, from the domain's description: the
 * oracle of the random walks. Changed only by {@link #take}.
 */
final class WalkModel {
    /** action: states it is possible in → state that follows (none: it stays): who may. */
    private static final Map<String, Row> ROWS = rows("""
            correct          | received | | operator dispatcher
            set_kind         | * | | operator dispatcher supervisor
            answer           | received | answered | operator dispatcher
            divert           | received | diverted | operator dispatcher
            dispatch         | received | dispatched | dispatcher
            undo             | dispatched | | dispatcher
            reassign         | dispatched accepted in_progress suspended | dispatched | dispatcher
            accept           | dispatched | accepted | handler lead
            contact          | accepted in_progress | in_progress | handler lead
            assign           | dispatched accepted in_progress suspended | | lead
            dispute          | dispatched accepted | disputed | handler lead
            uphold           | disputed | dispatched | dispatcher supervisor
            redirect         | disputed | dispatched | dispatcher supervisor
            add_facts        | received dispatched disputed accepted in_progress suspended linked | | petitioner operator
            note             | * | | operator dispatcher handler lead whistled supervisor
            ask_assistance   | accepted in_progress | in_progress | handler lead
            assist           | accepted in_progress | in_progress | assistant
            whistle          | accepted in_progress | in_progress | lead
            report_in        | accepted in_progress suspended handled callback | | whistled
            decline_whistle  | accepted in_progress suspended handled callback | | whistled
            appraise         | in_progress handled callback closed | | handler lead whistled
            ask_extension    | accepted in_progress | | handler lead
            grant_extension  | accepted in_progress | | supervisor dispatcher
            refuse_extension | accepted in_progress | | supervisor dispatcher
            suspend          | accepted in_progress | suspended | lead supervisor
            resume           | suspended | in_progress | lead supervisor
            supervise        | dispatched disputed accepted in_progress suspended | | supervisor
            end_supervision  | * | | supervisor
            escalate         | dispatched disputed accepted in_progress suspended | | lead dispatcher supervisor
            handle           | accepted in_progress | handled | handler lead
            attempt          | dispatched disputed accepted in_progress suspended linked handled callback | | operator
            call_back        | dispatched disputed accepted in_progress suspended linked handled callback closed | | operator petitioner
            rework           | handled callback closed | in_progress | supervisor
            withdraw         | received dispatched disputed accepted in_progress suspended linked | withdrawn | petitioner operator
            link             | received dispatched | linked | operator dispatcher
            unlink           | linked | received | dispatcher system
            split            | received dispatched accepted in_progress | | dispatcher
            overdue          | dispatched disputed accepted in_progress suspended linked handled callback | | system
            open_callback    | dispatched disputed accepted in_progress suspended linked | | system
            end_callback     | dispatched disputed accepted in_progress suspended linked handled callback | | system
            """);
    /** From the tiny city's pack. */
    private static final Duration UNDO = Duration.ofSeconds(30);

    /** The walks move the clock by seconds or by weeks, so that the working day's exact end does not matter. */
    private static final Duration WINDOW = Duration.ofDays(1);

    /** After closing, in which another answer is taken. */
    private static final Duration LATE = Duration.ofDays(15);

    /** Kinds that may be set; of a tip-off whoever may not know who filed it sets none. */
    static final List<String> KINDS = List.of("help", "complaint", "tip_off");

    private static final Set<String> OPENING = Set.of("operator", "supervisor");
    private static final int BEST = 5;
    private static final int ATTEMPTS = 3;
    private static final int REWORKS = 1;

    /** Of the request, with all steps that were played. */
    int version;

    String state;

    @Nullable
    String unit;

    boolean locked;
    boolean callbackOpen;
    boolean supervised;
    boolean overdue;
    boolean linked;
    boolean unreached;
    int dispatches;
    int reworks;
    int attempts;
    int extensions;
    int handler;
    String kind = "help";
    private int extendedTo;
    private int askedFor;
    private @Nullable Instant dispatchedAt;
    private @Nullable Instant closedAt;
    private @Nullable Replaced replaced;
    private Set<String> whistled = new HashSet<>();
    private Set<String> assistants = new HashSet<>();

    /** What a reassignment put an end to. */
    private record Replaced(
            String state,
            @Nullable String unit,
            boolean locked,
            int askedFor,
            @Nullable Instant dispatchedAt,
            int handler,
            Set<String> whistled,
            Set<String> assistants) {}

    private record Row(Set<String> from, @Nullable String to, Set<String> by) {}

    /**
     * A step that somebody tries.
     *
     * @param unit acted for
     * @param target the unit that is named, or the clock
     * @param amount of an extension or for help, in thousands of days after the start; a score; an account; which kind
     * @param solved what the petitioner says
     */
    record Move(
            String action,
            String role,
            @Nullable String unit,
            @Nullable String target,
            int amount,
            boolean solved) {}

    WalkModel(int version, String state, @Nullable String unit, int dispatches, @Nullable Instant dispatchedAt) {
        this.version = version;
        this.state = state;
        this.unit = unit;
        this.dispatches = dispatches;
        this.dispatchedAt = dispatchedAt;
    }

    private static Map<String, Row> rows(String table) {
        Map<String, Row> rows = new HashMap<>();
        table.lines().forEach(line -> {
            List<String> cells =
                    Arrays.stream(line.split("\\|")).map(String::trim).toList();
            rows.put(
                    cells.get(0),
                    new Row(words(cells.get(1)), cells.get(2).isEmpty() ? null : cells.get(2), words(cells.get(3))));
        });
        return rows;
    }

    private static Set<String> words(String cell) {
        return Set.of(cell.split(" "));
    }

    static Set<String> actions() {
        return ROWS.keySet();
    }

    /** Actions that people take in a state. */
    static List<String> actionsIn(String state) {
        return ROWS.entrySet().stream()
                .filter(row -> row.getValue().from().contains(state)
                        && !row.getValue().by().contains("system"))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    static List<String> rolesOf(String action) {
        return ROWS.get(action).by().stream().sorted().toList();
    }

    /** Whether the move is possible now. */
    boolean allows(Move move, Instant at) {
        Row row = ROWS.get(move.action());
        boolean stated = row.from().contains("*") || row.from().contains(state);
        return stated && row.by().contains(move.role()) && guard(move, at);
    }

    private boolean guard(Move move, Instant at) {
        return switch (move.action()) {
            case "undo" -> !since(dispatchedAt, UNDO, at);
            case "dispute" -> !locked && !since(dispatchedAt, WINDOW, at);
            case "reassign", "redirect" -> !java.util.Objects.equals(move.target(), unit);
            case "report_in", "decline_whistle" -> whistled.contains(move.unit());
            case "assist" -> assistants.contains(move.unit());
            case "appraise" -> appraises(move);
            case "set_kind" -> !kind.equals("tip_off") || OPENING.contains(move.role());
            case "ask_extension" -> move.amount() > extendedTo && ahead(move.amount(), at);
            case "grant_extension" -> askedFor > 0 && ahead(askedFor, at);
            case "refuse_extension" -> askedFor > 0;
            case "suspend", "ask_assistance" -> ahead(move.amount(), at);
            case "attempt", "end_callback" -> callbackOpen;
            case "call_back" -> state.equals("closed") ? !since(closedAt, LATE, at) : callbackOpen;
            default -> true;
        };
    }

    /** The leading unit and one that it whistled for, of each other. */
    private boolean appraises(Move move) {
        boolean ofLead = java.util.Objects.equals(move.target(), unit);
        return move.amount() <= BEST
                && (ofLead ? !move.target().equals(move.unit()) : whistled.contains(move.target()));
    }

    private static boolean ahead(int thousandsOfDays, Instant at) {
        return Town.START.plus(Duration.ofDays(1000L * thousandsOfDays)).isAfter(at);
    }

    private static boolean since(@Nullable Instant from, Duration span, Instant at) {
        return from == null || at.isAfter(from.plus(span));
    }

    /** Takes a move that is allowed. */
    void take(Move move, Instant at) {
        version++;
        String before = state;
        String to = ROWS.get(move.action()).to();
        state = to == null ? state : to;
        switch (move.action()) {
            case "answer", "divert", "withdraw" -> end();
            case "dispatch", "reassign", "redirect" -> give(move, at, before);
            case "uphold" -> uphold();
            case "undo" -> undo();
            case "whistle" -> whistled.add(java.util.Objects.requireNonNull(move.target()));
            case "ask_assistance" -> assistants.add(java.util.Objects.requireNonNull(move.target()));
            case "assign" -> handler = move.amount();
            case "set_kind" -> kind = KINDS.get(move.amount() % KINDS.size());
            case "ask_extension" -> askedFor = move.amount();
            case "grant_extension" -> extend();
            case "refuse_extension" -> askedFor = 0;
            case "supervise" -> supervised = true;
            case "end_supervision" -> supervised = false;
            case "handle" -> handled();
            case "attempt" -> attempt();
            case "call_back" -> calledBack(before, move.solved());
            case "rework" -> again();
            case "link" -> linked = true;
            case "unlink" -> unlink();
            case "overdue" -> overdue |= "deadline".equals(move.target());
            case "open_callback" -> asked(move);
            case "end_callback" -> notReached();
            default -> {}
        }
        if (state.equals("closed") && !before.equals("closed")) {
            closedAt = at;
        }
    }

    private void end() {
        callbackOpen = false;
        askedFor = state.equals("withdrawn") ? 0 : askedFor;
    }

    private void give(Move move, Instant at, String before) {
        replaced = move.action().equals("dispatch")
                ? null
                : new Replaced(
                        before,
                        unit,
                        locked,
                        askedFor,
                        dispatchedAt,
                        handler,
                        Set.copyOf(whistled),
                        Set.copyOf(assistants));
        handler = 0;
        askedFor = 0;
        locked = move.action().equals("redirect") || !move.action().equals("reassign") && locked;
        unit = move.target();
        dispatches++;
        dispatchedAt = at;
    }

    private void uphold() {
        locked = true;
    }

    /** Another unit has it again as it had it; what nobody had before goes back to the queue. */
    private void undo() {
        Replaced back = replaced == null
                ? new Replaced("received", null, false, askedFor, null, 0, Set.of(), Set.of())
                : replaced;
        extendedTo = replaced == null ? 0 : extendedTo;
        state = back.state();
        unit = back.unit();
        locked = back.locked();
        askedFor = back.askedFor();
        dispatchedAt = back.dispatchedAt();
        handler = back.handler();
        whistled = new HashSet<>(back.whistled());
        assistants = new HashSet<>(back.assistants());
        replaced = null;
    }

    private void unlink() {
        linked = false;
        callbackOpen = false;
        unit = null;
        handler = 0;
        dispatchedAt = null;
    }

    private void extend() {
        extendedTo = askedFor;
        askedFor = 0;
        extensions++;
        overdue = false;
    }

    private void handled() {
        ask();
        askedFor = 0;
    }

    private void ask() {
        callbackOpen = true;
        unreached = false;
        attempts = 0;
    }

    /** Who follows another request is asked about the unit that has that one. */
    private void asked(Move move) {
        ask();
        unit = state.equals("linked") ? move.target() : unit;
    }

    private boolean isHandled(String state) {
        return state.equals("handled") || state.equals("callback");
    }

    private void attempt() {
        attempts++;
        unreached = true;
        if (attempts >= ATTEMPTS) {
            notReached();
        } else if (isHandled(state)) {
            state = "callback";
        }
    }

    /** Before it is handled only the asking ends. */
    private void notReached() {
        unreached = true;
        callbackOpen = false;
        state = isHandled(state) ? "closed" : state;
    }

    private void calledBack(String before, boolean solved) {
        boolean first = before.equals("closed") && unreached;
        unreached = false;
        callbackOpen = false;
        if (!first && !isHandled(before)) {
            return;
        }
        if (!solved && reworks < REWORKS) {
            state = "in_progress";
            again();
        } else {
            state = "closed";
        }
    }

    private void again() {
        reworks++;
        attempts = 0;
        unreached = false;
        callbackOpen = false;
        overdue = false;
        extendedTo = 0;
    }

    /** What can be compared with the stored row. */
    String shown() {
        return String.join(
                " ",
                state,
                "unit=" + unit,
                "locked=" + locked,
                "callback=" + callbackOpen,
                "supervised=" + supervised,
                "overdue=" + overdue,
                "linked=" + linked,
                "dispatches=" + dispatches,
                "reworks=" + reworks,
                "attempts=" + attempts,
                "extensions=" + extensions,
                "handler=" + handler,
                "kind=" + kind);
    }
}
