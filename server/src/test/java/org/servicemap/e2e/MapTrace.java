package org.servicemap.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Follows the map page through a scripted pan and zoom in Chromium and prints what its trace says: the first useful view on a cold
 * cache, bytes over the wire, the longest task of the main thread, script a frame, frames a second. By hand, against a server that runs:
 *
 * <pre>java -cp … org.servicemap.e2e.MapTrace http://127.0.0.1:8080 116.40,39.91</pre>
 */
final class MapTrace {
    private static final double MILLIS = 1000;
    private static final long LONG_TASK_MICROS = 50_000;
    private static final int FRAME_MICROS = 16_667;
    private static final String USEFUL = """
            () => document.querySelector('.kindtile, .placerow')
              && document.querySelector('.arealabels')?.dataset.names
              && document.querySelector('.placesheet')
              && performance.now()""";

    private final String url;
    private final String center;

    private MapTrace(String url, String center) {
        this.url = url;
        this.center = center;
    }

    public static void main(String[] arguments) throws IOException {
        new MapTrace(arguments[0], arguments[1]).run();
        System.exit(0);
    }

    private void run() throws IOException {
        Browser browser = Browsers.get();
        for (int i = 0; i < 3; i++) {
            first(browser, "/");
        }
        first(browser, "/?c=" + center + "&z=13");
        for (int i = 0; i < 3; i++) {
            follow(browser);
        }
    }

    private BrowserContext context(Browser browser) {
        return browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(url)
                .setLocale("zh-CN")
                .setReducedMotion(ReducedMotion.NO_PREFERENCE)
                .setViewportSize(1440, 900));
    }

    /** A fresh profile: nothing is cached. */
    private void first(Browser browser, String path) {
        try (BrowserContext context = context(browser)) {
            Page page = context.newPage();
            AtomicLong bytes = countBytes(page);
            page.navigate(path);
            double useful = ((Number) page.waitForFunction(USEFUL).jsonValue()).doubleValue();
            long then = bytes.get();
            page.waitForTimeout(1500);
            System.out.printf(
                    Locale.ROOT,
                    "first view of %s: %.0f ms, %d KB until then, %d KB in all%n",
                    path,
                    useful,
                    then / 1000,
                    bytes.get() / 1000);
        }
    }

    private static AtomicLong countBytes(Page page) {
        AtomicLong bytes = new AtomicLong();
        CDPSession session = page.context().newCDPSession(page);
        session.send("Network.enable");
        session.on(
                "Network.loadingFinished",
                event -> bytes.addAndGet(event.get("encodedDataLength").getAsLong()));
        return bytes;
    }

    private void follow(Browser browser) throws IOException {
        try (BrowserContext context = context(browser)) {
            Page page = context.newPage();
            page.navigate("/?c=" + center + "&z=13");
            page.waitForFunction(USEFUL);
            page.waitForTimeout(1000);
            browser.startTracing(
                    page,
                    new Browser.StartTracingOptions()
                            .setCategories(List.of(
                                    "devtools.timeline",
                                    "disabled-by-default-devtools.timeline",
                                    "devtools.timeline.frame",
                                    "disabled-by-default-devtools.timeline.frame",
                                    "toplevel",
                                    "v8.execute")));
            script(page);
            report(browser.stopTracing());
        }
    }

    /** Four drags across the map, three steps in, two drags, five steps out, one drag. */
    private static void script(Page page) {
        for (int i = 0; i < 4; i++) {
            drag(page, i % 2 == 0 ? -420 : 300, i < 2 ? 220 : -260);
        }
        wheel(page, -300, 3);
        drag(page, -380, 120);
        drag(page, 260, -240);
        wheel(page, 300, 5);
        drag(page, -300, -200);
    }

    private static void drag(Page page, int dx, int dy) {
        page.mouse().move(930, 480);
        page.mouse().down();
        page.mouse().move(930 + dx, 480 + dy, new Mouse.MoveOptions().setSteps(40));
        page.mouse().up();
        page.waitForTimeout(400);
    }

    private static void wheel(Page page, int delta, int times) {
        page.mouse().move(930, 480);
        for (int i = 0; i < times; i++) {
            page.mouse().wheel(0, delta / 3.0);
            page.waitForTimeout(450);
        }
    }

    /** Microseconds by the clock and of processor time: only the latter holds on a machine that others use too. */
    private record Span(String name, long from, long length, long processor) {}

    private static void report(byte[] trace) throws IOException {
        JsonNode events = new ObjectMapper().readTree(trace).get("traceEvents");
        long[] thread = mainThread(events);
        List<Span> tasks = spans(events, thread, "ThreadControllerImpl::RunTask");
        List<Span> scripts = spans(
                events, thread, "FunctionCall", "EvaluateScript", "FireAnimationFrame", "TimerFire", "RunMicrotasks");
        long from = tasks.stream().mapToLong(Span::from).min().orElse(0);
        long to = tasks.stream()
                .mapToLong(span -> span.from() + span.length())
                .max()
                .orElse(0);
        long longest = tasks.stream().mapToLong(Span::length).max().orElse(0);
        long over =
                tasks.stream().filter(task -> task.length() > LONG_TASK_MICROS).count();
        double[] perFrame = perFrame(outermost(scripts), from, to);
        System.out.printf(
                Locale.ROOT,
                "longest task %.1f ms, %d over 50 ms; script a frame with script: median %.2f ms, p95 %.2f ms; %d tasks in %.1f s, %d frames with script%n",
                longest / MILLIS,
                over,
                at(perFrame, 0.5),
                at(perFrame, 0.95),
                tasks.size(),
                (to - from) / 1e6,
                perFrame.length);
        System.out.printf(
                Locale.ROOT,
                "frames drawn: %.0f a second; of processor time the longest task took %.1f ms, %d over 50 ms%n",
                frames(events) / ((to - from) / 1e6),
                tasks.stream().mapToLong(Span::processor).max().orElse(0) / MILLIS,
                tasks.stream()
                        .filter(task -> task.processor() > LONG_TASK_MICROS)
                        .count());
        tasks.stream().filter(task -> task.length() > LONG_TASK_MICROS).forEach(task -> tell(task, events, thread));
    }

    /** What a long task did, the longest parts first. */
    private static void tell(Span task, JsonNode events, long[] thread) {
        List<String> parts = new ArrayList<>();
        for (JsonNode event : events) {
            long at = event.path("ts").asLong();
            if (isOn(event, thread)
                    && event.has("dur")
                    && at >= task.from()
                    && at < task.from() + task.length()
                    && event.get("dur").asLong() > 5000) {
                JsonNode data = event.path("args").path("data");
                parts.add(event.get("name").asText() + " "
                        + data.path("functionName").asText() + " "
                        + data.path("url").asText().replaceAll(".*/", "") + ":"
                        + data.path("lineNumber").asText() + " "
                        + event.get("dur").asLong() / 1000);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "  %.1f ms (processor %.1f): %s%n",
                task.length() / MILLIS,
                task.processor() / MILLIS,
                parts);
    }

    private static long frames(JsonNode events) {
        long frames = 0;
        for (JsonNode event : events) {
            frames += event.path("name").asText().equals("DrawFrame") ? 1 : 0;
        }
        return frames;
    }

    /** Process and thread of the page's renderer: the one with most tasks. */
    private static long[] mainThread(JsonNode events) {
        Map<String, Integer> counts = new HashMap<>();
        Set<String> mains = new HashSet<>();
        for (JsonNode event : events) {
            String key = event.path("pid").asText() + " " + event.path("tid").asText();
            if (event.path("name").asText().equals("thread_name")
                    && event.path("args").path("name").asText().equals("CrRendererMain")) {
                mains.add(key);
            }
            if (event.path("name").asText().equals("FunctionCall")) {
                counts.merge(key, 1, Integer::sum);
            }
        }
        String best = mains.stream()
                .max(Comparator.comparingInt(key -> counts.getOrDefault(key, 0)))
                .orElseThrow();
        return Arrays.stream(best.split(" ")).mapToLong(Long::parseLong).toArray();
    }

    private static boolean isOn(JsonNode event, long[] thread) {
        return event.path("pid").asLong() == thread[0] && event.path("tid").asLong() == thread[1];
    }

    private static List<Span> spans(JsonNode events, long[] thread, String... names) {
        List<Span> spans = new ArrayList<>();
        for (JsonNode event : events) {
            if (isOn(event, thread)
                    && event.path("ph").asText().equals("X")
                    && Stream.of(names).anyMatch(event.path("name").asText()::equals)) {
                spans.add(new Span(
                        event.get("name").asText(),
                        event.get("ts").asLong(),
                        event.path("dur").asLong(),
                        event.path("tdur").asLong()));
            }
        }
        spans.sort(Comparator.comparingLong(Span::from));
        return spans;
    }

    /** Calls inside calls are counted once. */
    private static List<Span> outermost(List<Span> spans) {
        List<Span> outer = new ArrayList<>();
        long end = 0;
        for (Span span : spans) {
            if (span.from() >= end) {
                outer.add(span);
                end = span.from() + span.length();
            }
        }
        return outer;
    }

    /** Milliseconds of script in each sixtieth of a second that had any. */
    private static double[] perFrame(List<Span> scripts, long from, long to) {
        double[] frames = new double[(int) ((to - from) / FRAME_MICROS) + 1];
        scripts.forEach(span -> frames[(int) ((span.from() - from) / FRAME_MICROS)] += span.length() / MILLIS);
        return Arrays.stream(frames).filter(millis -> millis > 0).sorted().toArray();
    }

    private static double at(double[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) ((sorted.length - 1) * share)];
    }
}
