package org.servicemap.formats;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks one layer from a zip archive. Entry names only choose; files are written under names of our own, so that neither
 * {@code ../} nor a Chinese name under a Latin locale can do harm. What is written is counted, not what the archive
 * promises, and both the sum and the ratio to the archive's size are bounded.
 */
final class Archive {
    /** @param main the unpacked file to open @param name the layer's name in the archive */
    record Unpacked(Path main, String name) {}

    private record Member(ZipArchiveEntry entry, String stem, String extension) {}

    private static final Set<String> MAIN = Set.of("shp", "geojson", "json", "gpkg", "fgb", "csv", "tsv");
    private static final Set<String> PARTS = Set.of("shx", "dbf", "prj", "cpg");
    private static final int MOST_ENTRIES = 10_000;
    private static final long ALWAYS_ALLOWED = 64L << 20;
    private static final long MOST_RATIO = 200;

    private final long allowed;
    private long written;

    private Archive(long allowed) {
        this.allowed = allowed;
    }

    static Unpacked unpack(Path zip, Path folder, ReadOptions options) throws IOException {
        long allowed = Math.min(options.maxBytes(), Math.max(ALWAYS_ALLOWED, MOST_RATIO * Files.size(zip)));
        try (ZipFile archive = ZipFile.builder().setPath(zip).get()) {
            List<Member> members = members(archive);
            Member main = choose(members, options.layer(), zip);
            return new Archive(allowed).unpack(archive, members, main, folder);
        } catch (IOException e) {
            throw new FormatException("truncated", 0, zip.getFileName() + " is a broken or cut-off zip archive", e);
        }
    }

    private Unpacked unpack(ZipFile archive, List<Member> members, Member main, Path folder) throws IOException {
        Path target = folder.resolve("layer." + main.extension());
        write(archive, main, target);
        for (Member part : parts(members, main)) {
            write(archive, part, folder.resolve("layer." + part.extension()));
        }
        return new Unpacked(target, lastName(main.stem()));
    }

    /** One of each kind: if need be the one with other capitals. */
    private static Collection<Member> parts(List<Member> members, Member main) {
        Map<String, Member> parts = new LinkedHashMap<>();
        for (Member part : members) {
            if (PARTS.contains(part.extension()) && part.stem().equalsIgnoreCase(main.stem())) {
                parts.merge(part.extension(), part, (a, b) -> b.stem().equals(main.stem()) ? b : a);
            }
        }
        return parts.values();
    }

    private void write(ZipFile archive, Member member, Path target) throws IOException {
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = archive.getInputStream(member.entry());
                OutputStream out = Files.newOutputStream(target)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                written += n;
                if (written > allowed) {
                    throw new FormatException(
                            "archive_too_large",
                            0,
                            "the archive unpacks to more than " + (allowed >> 20) + " MB; that much is not unpacked");
                }
                out.write(buffer, 0, n);
            }
        }
    }

    private static List<Member> members(ZipFile archive) {
        List<Member> members = new ArrayList<>();
        for (ZipArchiveEntry entry : Collections.list(archive.getEntries())) {
            if (members.size() >= MOST_ENTRIES) {
                throw new FormatException(
                        "archive_too_large", 0, "the archive has more than " + MOST_ENTRIES + " files");
            }
            Member member = entry.isDirectory() ? null : member(entry);
            if (member != null) {
                members.add(member);
            }
        }
        return members;
    }

    private static @Nullable Member member(ZipArchiveEntry entry) {
        String name = name(entry).replace('\\', '/');
        String last = lastName(name);
        int dot = last.lastIndexOf('.');
        if (dot <= 0 || name.startsWith("__MACOSX/")) {
            return null;
        }
        String stem = name.substring(0, name.length() - last.length() + dot);
        return new Member(entry, stem, last.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    /** Windows writes names in the machine's own encoding and says nothing of it. */
    private static String name(ZipArchiveEntry entry) {
        byte[] raw = entry.getRawName();
        if (raw == null || entry.getGeneralPurposeBit().usesUTF8ForNames()) {
            return entry.getName();
        }
        return Encodings.decode(raw, StandardCharsets.UTF_8)
                .or(() -> Encodings.decode(raw, Encodings.GB18030))
                .orElse(entry.getName());
    }

    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static Member choose(List<Member> members, @Nullable String layer, Path zip) {
        List<Member> mains =
                members.stream().filter(m -> MAIN.contains(m.extension())).toList();
        if (mains.isEmpty()) {
            throw new FormatException("not_a_layer", 0, zip.getFileName() + " is an archive without a layer in it");
        }
        List<Member> wanted = mains.stream()
                .filter(m -> layer == null
                        || lastName(m.stem()).equals(layer)
                        || m.extension().equals("gpkg"))
                .toList();
        if (wanted.size() == 1) {
            return wanted.get(0);
        }
        Set<String> names = mains.stream().map(m -> lastName(m.stem())).collect(Collectors.toCollection(TreeSet::new));
        throw wanted.isEmpty()
                ? new FormatException("unknown_layer", 0, "the archive has no layer \"" + layer + "\" but " + names)
                : new FormatException("several_layers", 0, "the archive has several layers, name one of " + names);
    }
}
