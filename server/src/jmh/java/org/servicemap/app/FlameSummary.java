package org.servicemap.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where a server's processor time goes, from a recording by Flight Recorder ({@code -XX:StartFlightRecording=settings=profile,filename=F,
 * dumponexit=true}): {@code FlameSummary FILE}. By package of the frame that ran, by package of ours on the stack (the innermost), and by
 * our method there.
 */
final class FlameSummary {
    private static final String OURS = "org.servicemap.";
    private static final int TOP = 16;

    private final Map<String, Integer> running = new HashMap<>();
    private final Map<String, Integer> ours = new HashMap<>();
    private final Map<String, Integer> methods = new HashMap<>();
    private final Map<String, Integer> anywhere = new HashMap<>();
    private int samples;

    public static void main(String[] args) throws IOException {
        FlameSummary summary = new FlameSummary();
        try (RecordingFile file = new RecordingFile(Path.of(args[0]))) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (event.getEventType().getName().equals("jdk.ExecutionSample") && event.getStackTrace() != null) {
                    summary.add(event.getStackTrace().getFrames());
                }
            }
        }
        System.out.println(summary.samples + " samples of running Java code");
        summary.print("the frame that runs, by package", summary.running);
        summary.print("our innermost package", summary.ours);
        summary.print("our packages anywhere on the stack", summary.anywhere);
        summary.print("our innermost method", summary.methods);
    }

    private void add(List<RecordedFrame> frames) {
        samples++;
        running.merge(packageOf(frames.get(0)), 1, Integer::sum);
        Set<String> seen = new HashSet<>();
        for (RecordedFrame frame : frames) {
            String type = frame.getMethod().getType().getName();
            if (type.startsWith(OURS)) {
                if (seen.isEmpty()) {
                    ours.merge(packageOf(frame), 1, Integer::sum);
                    methods.merge(
                            type.substring(OURS.length()) + "."
                                    + frame.getMethod().getName(),
                            1,
                            Integer::sum);
                }
                seen.add(packageOf(frame));
            }
        }
        if (seen.isEmpty()) {
            ours.merge("(none of ours)", 1, Integer::sum);
        }
        seen.forEach(each -> anywhere.merge(each, 1, Integer::sum));
    }

    private static String packageOf(RecordedFrame frame) {
        String type = frame.getMethod().getType().getName();
        int dot = type.lastIndexOf('.');
        String all = dot < 0 ? "" : type.substring(0, dot);
        String[] parts = all.split("\\.");
        return parts.length <= 3 ? all : String.join(".", parts[0], parts[1], parts[2]);
    }

    private void print(String what, Map<String, Integer> counts) {
        System.out.println(what);
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                .limit(TOP)
                .forEach(each -> System.out.printf(
                        Locale.ROOT, "  %5.1f %% %s%n", 100.0 * each.getValue() / samples, each.getKey()));
    }
}
