package org.servicemap.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a page needs to open without a network, as the script of its service worker: the page's own files under their versioned addresses,
 * and the page itself with its ETag. The list is taken from the page as it is served, so that nothing is forgotten when an import is
 * added; and as the script names the version, another version is another script, which is how browsers learn of it.
 *
 * <p>The script stands beside the page, not below {@code /web/}, because a worker reigns only below its own folder.
 */
record OfflineShell(PackedBytes script, String etag, List<String> files) {
    private static final Pattern NAMED = Pattern.compile("(?:href|src)=\"(/(?:web|webjars)/[^\"]+)\"");
    private static final Pattern MODULE = Pattern.compile("/pages/[^\"]*/worker\\.js");

    static String path(String page) {
        return "/" + page + "-worker.js";
    }

    /** Files that no page names, because scripts fetch them: words and glyphs, and manifests in other languages. */
    static boolean isAskedForLater(String file) {
        return file.startsWith("locales/") || file.equals("components/glyphs.svg") || file.endsWith(".webmanifest");
    }

    /**
     * @param root address of the files of this version, with a slash at the end
     * @param asked what the scripts fetch later
     */
    static OfflineShell of(String name, WebPage page, String root, List<String> asked) {
        Set<String> files = new LinkedHashSet<>();
        Matcher matcher = NAMED.matcher(new String(page.html().plain(), StandardCharsets.UTF_8));
        while (matcher.find()) {
            files.add(matcher.group(1));
        }
        files.addAll(asked);
        files.removeIf(file -> MODULE.matcher(file).find());
        byte[] script = script(name, page.etag(), root, files).getBytes(StandardCharsets.UTF_8);
        return new OfflineShell(new PackedBytes(script, "text/javascript"), WebPage.etag(script), List.copyOf(files));
    }

    private static String script(String name, String etag, String root, Set<String> files) {
        String list = String.join("\",\n  \"", files);
        return """
                import { serve } from '%spages/%s/worker.js';
                serve({ page: '/%s', etag: '"%s"', files: [
                  "%s"
                ] });
                """.formatted(root, name, name, etag, list);
    }
}
