package org.servicemap.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An HTML file with the policy under which it is served; the hashes of its inline import maps are taken from the file. */
record WebPage(PackedBytes html, String policy, String etag, boolean embeddable) {
    private static final Pattern IMPORT_MAP =
            Pattern.compile("<script[^>]*type=[\"']?importmap[\"']?[^>]*>(.*?)</script>", Pattern.DOTALL);

    static WebPage of(byte[] html, boolean embeddable, List<String> imageSources) {
        String text = new String(html, StandardCharsets.UTF_8);
        String policy = ResponseHeaders.pagePolicy(importMapHashes(text), imageSources, embeddable);
        // the policy belongs to what browsers and phones keep: with another one the page is another
        String etag = etag((text + policy).getBytes(StandardCharsets.UTF_8));
        return new WebPage(new PackedBytes(html, "text/html"), policy, etag, embeddable);
    }

    static List<String> importMapHashes(String html) {
        return importMaps(html).stream()
                .map(map -> Base64.getEncoder().encodeToString(sha256(map.getBytes(StandardCharsets.UTF_8))))
                .toList();
    }

    static List<String> importMaps(String html) {
        List<String> maps = new ArrayList<>();
        Matcher matcher = IMPORT_MAP.matcher(html);
        while (matcher.find()) {
            maps.add(matcher.group(1));
        }
        return maps;
    }

    static String etag(byte[] content) {
        return HexFormat.of().formatHex(sha256(content), 0, 10);
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
