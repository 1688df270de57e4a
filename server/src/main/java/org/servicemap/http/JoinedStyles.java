package org.servicemap.http;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Style sheets that a page names one after the other, under one address: their names between commas. A browser asks for six files at a
 * time, so each round less is seen sooner; the order, and with it what each rule overrides, stays.
 */
final class JoinedStyles {
    private static final Pattern RUN =
            Pattern.compile("(?:<link rel=\"stylesheet\" href=\"/web/~[0-9a-f]{20}/styles/[a-z-]+\\.css\">\\s*){2,}");
    private static final Pattern FOLDER = Pattern.compile("/web/~[0-9a-f]{20}/styles/");
    private static final Pattern ONE = Pattern.compile("/styles/([a-z-]+)\\.css\"");
    private static final Pattern PATH = Pattern.compile("styles/([a-z-]+(?:,[a-z-]+)+)\\.css");
    private static final int MOST = 32;

    private JoinedStyles() {}

    /** The same page that asks for each run of sheets at once. */
    static String in(String html) {
        return RUN.matcher(html).replaceAll(run -> Matcher.quoteReplacement(joined(run.group())));
    }

    private static String joined(String run) {
        Matcher folder = FOLDER.matcher(run);
        String names = ONE.matcher(run).results().map(each -> each.group(1)).collect(Collectors.joining(","));
        return folder.find() ? "<link rel=\"stylesheet\" href=\"" + folder.group() + names + ".css\">\n  " : run;
    }

    /**
     * The sheets that a path below {@code web/} names, one after the other; empty for a path of one file or of none, of sheets that there
     * are not, of one twice, or of more than a page has.
     *
     * @param sheets content by path below {@code web/}
     */
    static Optional<byte[]> content(String path, Function<String, byte @Nullable []> sheets) {
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        List<String> names = List.of(matcher.group(1).split(","));
        Set<String> distinct = new LinkedHashSet<>(names);
        return distinct.size() < names.size() || names.size() > MOST ? Optional.empty() : joined(names, sheets);
    }

    private static Optional<byte[]> joined(List<String> names, Function<String, byte @Nullable []> sheets) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        List<byte[]> parts = new ArrayList<>();
        for (String name : names) {
            byte[] part = sheets.apply("styles/" + name + ".css");
            if (part == null) {
                return Optional.empty();
            }
            parts.add(part);
        }
        parts.forEach(part -> {
            all.writeBytes(part);
            all.write('\n');
        });
        return Optional.of(all.toByteArray());
    }
}
