package org.servicemap.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * The pages ({@code web/*.html} as {@code /} and {@code /name}), their files under {@code /web/} and the WebJars under
 * {@code /webjars/}, all from the class path. Own files are asked about by ETag each time; a WebJar's URL holds its version
 * and never changes.
 */
final class WebFiles {
    private static final String WEB = "web/";
    private static final String WEBJARS = "META-INF/resources/webjars/";
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html"),
            Map.entry("js", "text/javascript"),
            Map.entry("mjs", "text/javascript"),
            Map.entry("css", "text/css"),
            Map.entry("json", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("gif", "image/gif"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("txt", "text/plain"));

    /** The page that may use the camera. */
    private static final String SCANS = "checkin";

    private final ClassLoader loader;
    private final Map<String, WebPage> pages = new TreeMap<>();
    private final Map<String, WebFile> files = new ConcurrentHashMap<>();

    private record WebFile(byte[] content, String type, String etag) {}

    WebFiles(ClassLoader loader, List<String> imageSources) {
        this.loader = loader;
        for (String name : pageNames()) {
            byte[] html = read(WEB + name + ".html");
            if (html != null) {
                pages.put(name, WebPage.of(html, name.equals("embed"), imageSources));
            }
        }
    }

    void register(RoutesConfig routes) {
        pages.forEach((name, page) -> {
            String path = name.equals("index") ? "/" : "/" + name;
            both(routes, path, context -> {
                send(context, page);
                if (name.equals(SCANS)) {
                    ResponseHeaders.camera(context);
                }
            });
        });
        both(routes, "/web/<path>", context -> sendFile(context, WEB, CachePolicy.REVALIDATE));
        both(routes, "/webjars/<path>", context -> sendFile(context, WEBJARS, CachePolicy.IMMUTABLE));
    }

    private static void both(RoutesConfig routes, String path, Handler handler) {
        routes.addHttpHandler(HandlerType.GET, path, handler, Role.PUBLIC);
        routes.addHttpHandler(HandlerType.HEAD, path, handler, Role.PUBLIC);
    }

    private static void send(Context context, WebPage page) {
        ResponseHeaders.page(context, page.policy(), page.embeddable());
        send(context, page.html(), "text/html", page.etag(), CachePolicy.REVALIDATE);
    }

    private void sendFile(Context context, String root, CachePolicy cache) {
        String path = context.pathParam("path");
        WebFile file = find(root, path);
        if (file == null) {
            throw ErrorCode.UNKNOWN_PATH.problem("no such file: " + Param.quote(path));
        }
        send(context, file.content(), file.type(), file.etag(), cache);
    }

    private static void send(Context context, byte[] content, String type, String tag, CachePolicy cache) {
        String etag = "\"" + tag + "\"";
        context.header("ETag", etag).header("Cache-Control", cache.header());
        if (Answers.matches(context.header("If-None-Match"), etag)) {
            context.status(304);
            return;
        }
        context.contentType(type.startsWith("text/") ? type + "; charset=utf-8" : type);
        context.result(content);
    }

    private @Nullable WebFile find(String root, String path) {
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (type == null || isUnsafe(path)) {
            return null;
        }
        String name = root + path;
        WebFile known = files.get(name);
        if (known != null) {
            return known;
        }
        byte[] content = read(name);
        if (content == null) {
            return null;
        }
        WebFile file = new WebFile(content, type, WebPage.etag(content));
        files.put(name, file);
        return file;
    }

    /** Nothing outside the root: no empty, dot or dot-dot segment, no backslash, no further escape. */
    private static boolean isUnsafe(String path) {
        return path.indexOf('\\') >= 0
                || path.indexOf('%') >= 0
                || path.indexOf('\0') >= 0
                || Stream.of(path.split("/", -1)).anyMatch(part -> part.isEmpty() || part.startsWith("."));
    }

    private byte @Nullable [] read(String name) {
        try (InputStream in = loader.getResourceAsStream(name)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> pageNames() {
        URL root = loader.getResource("web/index.html");
        if (root == null) {
            return List.of();
        }
        try {
            URI uri = root.toURI();
            if (!uri.getScheme().equals("jar")) {
                return namesIn(Path.of(uri).resolveSibling(""));
            }
            return namesIn((JarURLConnection) root.openConnection());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a resource without a URI: " + root, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the jar's directory, which the class loader has open already; a file system of it would read it once more. */
    private static List<String> namesIn(JarURLConnection page) throws IOException {
        String folder = page.getEntryName().substring(0, page.getEntryName().lastIndexOf('/') + 1);
        return pageNames(page.getJarFile().stream()
                .map(ZipEntry::getName)
                .filter(name -> name.startsWith(folder) && name.indexOf('/', folder.length()) < 0)
                .map(name -> name.substring(folder.length())));
    }

    private static List<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return pageNames(list.map(file -> String.valueOf(file.getFileName())));
        }
    }

    private static List<String> pageNames(Stream<String> files) {
        return files.filter(name -> name.endsWith(".html"))
                .map(name -> name.substring(0, name.length() - 5))
                .sorted()
                .toList();
    }
}
