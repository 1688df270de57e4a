package org.servicemap.http;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The modules that a page's script imports, itself or by others. Named in the page, the browser asks for all of them at once; else it
 * learns of each level only when it has read the one before. What a script imports later, by a call, is not among them.
 */
final class ModuleGraph {
    private static final Pattern ENTRY = Pattern.compile("<script type=\"module\" src=\"([^\"]+)\"");
    private static final Pattern IMPORT = Pattern.compile(
            "(?:^|[;}\\n])\\s*(?:import|export)\\s*(?:[\\w*{][^'\"();]*?\\bfrom\\s*)?['\"]([^'\"]+)['\"]");
    private static final Pattern MAPPED = Pattern.compile("\"([^\"]+)\":\"([^\"]+)\"");

    private final Map<String, String> imports = new TreeMap<>();
    private final Function<String, @Nullable String> sources;

    private ModuleGraph(List<String> importMaps, Function<String, @Nullable String> sources) {
        this.sources = sources;
        importMaps.forEach(map -> {
            Matcher matcher = MAPPED.matcher(map.substring(map.indexOf("imports") + 8));
            while (matcher.find()) {
                imports.put(matcher.group(1), matcher.group(2));
            }
        });
    }

    /**
     * Paths of the modules of an HTML page, as the browser asks for them, the entries aside.
     *
     * @param importMaps their JSON
     * @param sources text by path; null for what there is not
     */
    static List<String> of(String html, List<String> importMaps, Function<String, @Nullable String> sources) {
        ModuleGraph graph = new ModuleGraph(importMaps, sources);
        List<String> entries = new ArrayList<>();
        Matcher matcher = ENTRY.matcher(html);
        while (matcher.find()) {
            entries.add(matcher.group(1));
        }
        Set<String> all = graph.reachable(entries);
        entries.forEach(all::remove);
        return List.copyOf(all);
    }

    private Set<String> reachable(List<String> entries) {
        Set<String> seen = new LinkedHashSet<>(entries);
        Deque<String> open = new ArrayDeque<>(entries);
        while (!open.isEmpty()) {
            String path = open.remove();
            String source = sources.apply(path);
            Matcher matcher = IMPORT.matcher(source == null ? "" : source);
            while (matcher.find()) {
                String imported = resolve(path, matcher.group(1));
                if (imported != null && seen.add(imported)) {
                    open.add(imported);
                }
            }
        }
        return seen;
    }

    /** Null for a bare name that no import map knows. */
    private @Nullable String resolve(String importer, String name) {
        if (name.startsWith("/") || name.startsWith(".")) {
            return URI.create(importer).resolve(name).getPath();
        }
        String exact = imports.get(name);
        if (exact != null) {
            return exact;
        }
        return imports.entrySet().stream()
                .filter(each -> each.getKey().endsWith("/") && name.startsWith(each.getKey()))
                .map(each -> each.getValue() + name.substring(each.getKey().length()))
                .findFirst()
                .orElse(null);
    }
}
