package org.servicemap.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Processor time of processes and of all their children, those that ended included: from Linux' {@code /proc}. */
final class ProcessTimes {
    private static final double TICKS = 100;
    private static final int USER = 11;
    private static final int WAITED_FOR_SYSTEM = 14;

    private ProcessTimes() {}

    /** Seconds by name. */
    static Map<String, Double> of(Map<String, Long> processes) {
        Map<String, Double> seconds = new TreeMap<>();
        processes.forEach((name, pid) -> {
            double sum = own(pid);
            for (ProcessHandle child : ProcessHandle.of(pid)
                    .map(handle -> handle.descendants().toList())
                    .orElse(List.of())) {
                sum += own(child.pid());
            }
            seconds.put(name, sum);
        });
        return seconds;
    }

    /** utime, stime, cutime and cstime of proc(5), counted behind the command's name in brackets. */
    private static double own(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            double ticks = 0;
            for (int i = USER; i <= WAITED_FOR_SYSTEM; i++) {
                ticks += Long.parseLong(fields[i]);
            }
            return ticks / TICKS;
        } catch (IOException e) {
            return 0;
        }
    }
}
