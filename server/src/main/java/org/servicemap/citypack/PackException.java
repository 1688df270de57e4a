package org.servicemap.citypack;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.coverage.Finding;
import org.servicemap.text.LocalText;
import org.servicemap.units.RowFault;

/** A city pack that cannot be read; names the file and, where there is one, the line. */
public final class PackException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 20;

    private final String code;
    private final String file;
    private final long line;
    private final String key;
    private long feature;
    private final transient @Nullable List<Finding> all; // null once it came through serialization

    public PackException(String code, String file, long line, String message) {
        this(code, file, line, "", message);
    }

    private PackException(String code, String file, long line, String key, String message) {
        this(code, file, line, key, message, List.of());
    }

    private PackException(String code, String file, long line, String key, String message, List<Finding> all) {
        super(place(file, line) + (key.isEmpty() ? "" : key + ": ") + message);
        this.code = code;
        this.file = file;
        this.line = line;
        this.key = key;
        this.all = all;
    }

    /** Several faults of one file, or of several; the first of them has the place. */
    static PackException of(String code, String file, long line, String message, List<Finding> all) {
        return new PackException(code, file, line, "", message, List.copyOf(all));
    }

    /** All rows of tables that are wrong; the message shows the first of them. */
    static PackException ofRows(List<RowFault> faults) {
        RowFault first = faults.get(0);
        String message = faults.stream()
                .limit(SHOWN)
                .map(fault -> (fault == first ? "" : fault.file() + ":" + fault.line() + ": ") + words(fault, "en"))
                .collect(Collectors.joining("\n"));
        return of(
                first.code(),
                first.file(),
                first.line(),
                message,
                faults.stream().map(PackException::finding).toList());
    }

    private static Finding finding(RowFault fault) {
        LocalText why = LocalText.of("zh", words(fault, "zh"), "en", words(fault, "en"));
        return Finding.unread(fault.code(), fault.file(), fault.line(), why);
    }

    private static String words(RowFault fault, String language) {
        String message = fault.message().in(language, "en");
        return fault.field().isEmpty() ? message : fault.field() + ": " + message;
    }

    /** A fault at a key, such as {@code areas.layers.file}; {@link #at} gives it its line. */
    static PackException atKey(String code, String file, String key, String message) {
        return new PackException(code, file, 0, key, message);
    }

    /** The key of a fault that has no line yet; empty when it names none. */
    String key() {
        return line > 0 ? "" : key;
    }

    /** Whether it concerns one of these keys, or something inside one. */
    boolean isWithin(Collection<String> keys) {
        return keys.stream()
                .anyMatch(outer -> key.equals(outer) || key.startsWith(outer + ".") || key.startsWith(outer + "["));
    }

    /** The same at a line. */
    PackException at(long found) {
        String message = String.valueOf(getMessage()).substring(file.length() + 2);
        PackException located = new PackException(code, file, found, message);
        located.initCause(getCause());
        return located;
    }

    /** The same as the first of several. */
    PackException withOthers(int others, List<Finding> findings) {
        String message = String.valueOf(getMessage()).substring(place().length());
        String more = "\n… and " + others + " more: the report names all of them";
        PackException several = of(code, file, line, message + more, findings);
        several.initCause(getCause());
        return several;
    }

    /** Several faults as one, which begins with the first of them. */
    static PackException ofAll(List<PackException> faults) {
        PackException first = faults.get(0);
        if (faults.size() == 1) {
            return first;
        }
        List<Finding> findings =
                faults.stream().flatMap(fault -> fault.findings().stream()).toList();
        String message = findings.stream()
                .limit(SHOWN)
                .map(finding -> (finding == findings.get(0) ? "" : place(finding.layer(), finding.feature()))
                        + finding.message().in("en", "en"))
                .collect(Collectors.joining("\n"));
        PackException several = of(first.code, first.file, first.line, message, findings);
        several.initCause(first.getCause());
        return several;
    }

    /** The same of a feature, 1-based; 0 for the whole file. */
    PackException ofFeature(long number) {
        feature = number;
        return this;
    }

    /** The same as an import's report has it, fault by fault. */
    List<Finding> findings() {
        List<Finding> known = all;
        return known == null || known.isEmpty() ? List.of(finding()) : known;
    }

    private Finding finding() {
        return Finding.unread(
                code,
                file,
                line > 0 ? line : feature,
                String.valueOf(getMessage()).substring(place().length()));
    }

    /** What the message begins with. */
    private String place() {
        return place(file, line);
    }

    private static String place(String file, long line) {
        return file + (line > 0 ? ":" + line : "") + ": ";
    }

    PackException(String code, String file, long line, String message, @Nullable Throwable cause) {
        this(code, file, line, message);
        initCause(cause);
    }

    /** {@code no_pack}, {@code bad_yaml}, {@code unknown_key}, {@code bad_value}, {@code missing_file}, {@code bad_row} … */
    public String code() {
        return code;
    }

    public String file() {
        return file;
    }

    /** 1-based, or 0 when it is the whole file. */
    public long line() {
        return line;
    }
}
