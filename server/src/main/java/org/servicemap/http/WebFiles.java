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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pages ({@code web/*.html} as {@code /} and {@code /name}), their files under {@code /web/} and the WebJars under
 * {@code /webjars/}, all from the class path. Pages name their files under {@code /web/~VERSION/}, where the version is that of all of them
 * together: such a URL never changes, as that of a WebJar, and is not asked for again. The same files without a version, and those of
 * another version, whose page somebody still has open while the program is renewed, are asked about by ETag each time.
 */
final class WebFiles {
    private static final String CSS = "text/css";
    private static final String WEB = "web/";
    private static final Pattern VERSIONED = Pattern.compile("(~[0-9a-f]{20})/(.*)");
    private static final Pattern NAMED = Pattern.compile("href=\"/web/~[0-9a-f]{20}/(styles/[^\"]*,[^\"]*)\"");
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
    /** Loaded by pages of others, at an address that stays. */
    private static final String EMBEDDING = "embed.js";
    /** The page that works without a network. */
    private static final String OFFLINE = "warden";

    private final ClassLoader loader;
    private final List<String> imageSources;
    private final String version;
    private final List<String> names;
    private final List<String> askedForLater;
    private final Map<String, WebPage> pages = new ConcurrentHashMap<>();
    private final Map<String, WebFile> files = new ConcurrentHashMap<>();
    private final Map<String, OfflineShell> shells = new ConcurrentHashMap<>();

    private record WebFile(PackedBytes content, String type, String etag) {}

    WebFiles(ClassLoader loader, List<String> imageSources) {
        this.loader = loader;
        this.imageSources = imageSources;
        SortedMap<String, String> tags = tags();
        this.version = "~" + WebPage.etag(tags.toString().getBytes(StandardCharsets.UTF_8));
        this.names = tags.keySet().stream()
                .filter(name -> name.endsWith(".html") && name.indexOf('/') < 0)
                .map(name -> name.substring(0, name.length() - 5))
                .toList();
        this.askedForLater =
                tags.keySet().stream().filter(OfflineShell::isAskedForLater).toList();
    }

    void register(RoutesConfig routes) {
        names.forEach(name -> {
            String path = name.equals("index") ? "/" : "/" + name;
            both(routes, path, context -> {
                send(context, pages.computeIfAbsent(name, this::page));
                if (name.equals(SCANS)) {
                    ResponseHeaders.camera(context);
                }
            });
        });
        if (names.contains(OFFLINE)) {
            both(
                    routes,
                    OfflineShell.path(OFFLINE),
                    context -> sendShell(context, shells.computeIfAbsent(OFFLINE, this::shell)));
        }
        both(routes, "/" + EMBEDDING, context -> {
            ResponseHeaders.publicRead(context);
            sendFile(context, WEB, EMBEDDING, CachePolicy.REVALIDATE);
        });
        both(routes, "/web/<path>", this::sendOwn);
        both(
                routes,
                "/webjars/<path>",
                context -> sendFile(context, WEBJARS, context.pathParam("path"), CachePolicy.IMMUTABLE));
    }

    /** Made when it is first asked for: by then the program has started. */
    private WebPage page(String name) {
        byte[] content = Objects.requireNonNull(read(WEB + name + ".html"), name);
        String html = JoinedStyles.in(
                new String(content, StandardCharsets.UTF_8).replace("=\"/web/", "=\"/web/" + version + "/"));
        NAMED.matcher(html)
                .results()
                .forEach(sheet -> joined(sheet.group(1), sheets -> new PackedBytes(sheets, CSS))
                        .ifPresent(it -> files.put(WEB + sheet.group(1), it)));
        StringBuilder preloads = new StringBuilder();
        ModuleGraph.of(html, WebPage.importMaps(html), this::source)
                .forEach(path -> preloads.append("  <link rel=\"modulepreload\" href=\"")
                        .append(path)
                        .append("\">\n"));
        // after the import map: none may follow the first module that is asked for
        byte[] whole = html.replace("</head>", preloads + "</head>").getBytes(StandardCharsets.UTF_8);
        return WebPage.of(whole, name.equals("embed"), imageSources);
    }

    private OfflineShell shell(String name) {
        String own = "/web/" + version + "/";
        List<String> asked = askedForLater.stream().map(own::concat).toList();
        return OfflineShell.of(name, pages.computeIfAbsent(name, this::page), own, asked);
    }

    private static void sendShell(Context context, OfflineShell shell) {
        ResponseHeaders.worker(context);
        send(context, shell.script(), "text/javascript", shell.etag(), CachePolicy.REVALIDATE);
    }

    private @Nullable String source(String path) {
        String own = "/web/" + version + "/";
        WebFile file = path.startsWith(own)
                ? find(WEB, path.substring(own.length()))
                : path.startsWith("/webjars/") ? find(WEBJARS, path.substring("/webjars/".length())) : null;
        return file == null ? null : new String(file.content().plain(), StandardCharsets.UTF_8);
    }

    private void sendOwn(Context context) {
        String path = context.pathParam("path");
        Matcher versioned = VERSIONED.matcher(path);
        if (!versioned.matches()) {
            sendFile(context, WEB, path, CachePolicy.REVALIDATE);
            return;
        }
        boolean current = versioned.group(1).equals(version);
        sendFile(context, WEB, versioned.group(2), current ? CachePolicy.IMMUTABLE : CachePolicy.REVALIDATE);
    }

    private static void both(RoutesConfig routes, String path, Handler handler) {
        routes.addHttpHandler(HandlerType.GET, path, handler, Role.PUBLIC);
        routes.addHttpHandler(HandlerType.HEAD, path, handler, Role.PUBLIC);
    }

    private static void send(Context context, WebPage page) {
        ResponseHeaders.page(context, page.policy(), page.embeddable());
        send(context, page.html(), "text/html", page.etag(), CachePolicy.REVALIDATE);
    }

    private void sendFile(Context context, String root, String path, CachePolicy cache) {
        WebFile file = find(root, path);
        if (file == null) {
            throw ErrorCode.UNKNOWN_PATH.problem("no such file: " + Param.quote(path));
        }
        send(context, file.content(), file.type(), file.etag(), cache);
    }

    private static void send(Context context, PackedBytes content, String type, String tag, CachePolicy cache) {
        String etag = "\"" + tag + "\"";
        context.header("ETag", etag).header("Cache-Control", cache.header());
        // of a 304 too: browsers take over its headers, and would not run a script that is plain text from then on
        context.contentType(type.startsWith("text/") ? type + "; charset=utf-8" : type);
        if (Answers.matches(context.header("If-None-Match"), etag)) {
            context.status(304);
            return;
        }
        content.send(context);
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
            return root.equals(WEB) ? joined(path, PackedBytes::once).orElse(null) : null;
        }
        WebFile file = new WebFile(new PackedBytes(content, type), type, WebPage.etag(content));
        files.put(name, file);
        return file;
    }

    /** Only those that our pages name are kept, and packed: others, of a page of another version, are put together each time. */
    private Optional<WebFile> joined(String path, Function<byte[], PackedBytes> bytes) {
        return JoinedStyles.content(path, this::sheet)
                .map(content -> new WebFile(bytes.apply(content), CSS, WebPage.etag(content)));
    }

    private byte @Nullable [] sheet(String path) {
        WebFile file = find(WEB, path);
        return file == null ? null : file.content().plain();
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

    /** What tells whether a file has changed, by its path below {@code web/}. */
    private SortedMap<String, String> tags() {
        URL root = loader.getResource("web/index.html");
        if (root == null) {
            return new TreeMap<>();
        }
        try {
            URI uri = root.toURI();
            return uri.getScheme().equals("jar")
                    ? tagsIn((JarURLConnection) root.openConnection())
                    : tagsIn(Path.of(uri).resolveSibling(""));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a resource without a URI: " + root, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the jar's directory, which the class loader has open already, with the sums that stand there. */
    private static SortedMap<String, String> tagsIn(JarURLConnection page) throws IOException {
        String folder = page.getEntryName().substring(0, page.getEntryName().lastIndexOf('/') + 1);
        SortedMap<String, String> tags = new TreeMap<>();
        page.getJarFile().stream()
                .filter(entry -> entry.getName().startsWith(folder) && !entry.isDirectory())
                .forEach(entry ->
                        tags.put(entry.getName().substring(folder.length()), entry.getCrc() + " " + entry.getSize()));
        return tags;
    }

    private static SortedMap<String, String> tagsIn(Path folder) throws IOException {
        SortedMap<String, String> tags = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                tags.put(name, WebPage.etag(Files.readAllBytes(file)));
            }
        }
        return tags;
    }
}
