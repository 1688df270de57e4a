package org.servicemap.http;

import io.javalin.http.Context;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads multipart bodies; large parts wait in files of the spool directory, which the server removes when the call ends. */
final class Multipart {
    /** Jetty reads its limits from here. */
    private static final String CONFIG = "org.eclipse.jetty.multipartConfig";

    private static final long OVERHEAD = 1 << 20;
    private static final int IN_MEMORY = 1 << 16;

    private final Collection<Part> parts;
    private final List<PartRule> rules;
    private final boolean open;

    private Multipart(Collection<Part> parts, RequestBody body) {
        this.parts = parts;
        rules = body.parts();
        open = body.open();
    }

    static Multipart receive(Context context, RequestBody body, Path directory) throws IOException {
        List<PartRule> rules = body.parts();
        long all = OVERHEAD
                + rules.stream()
                        .mapToLong(rule -> rule.maxBytes() * rule.most())
                        .sum();
        if (context.req().getContentLengthLong() > all) {
            Answers.drain(context);
            throw ErrorCode.TOO_LARGE.problem("the upload is larger than allowed");
        }
        // Each part's own limit is asked when all is read: a parser that stops midway leaves a caller who still sends
        // without an answer.
        context.req().setAttribute(CONFIG, new MultipartConfigElement(directory.toString(), all, all, IN_MEMORY));
        try {
            return new Multipart(context.req().getParts(), body);
        } catch (ServletException | RuntimeException e) {
            Answers.drain(context);
            throw refused(e);
        }
    }

    /** Jetty tells a part that is too large only by a message somewhere among the causes. */
    private static Problem refused(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (message.contains("max") && message.contains("exceeded") || message.contains("too large")) {
                return ErrorCode.TOO_LARGE.problem("the upload is larger than allowed");
            }
        }
        return ErrorCode.BAD_REQUEST.problem("the body is no multipart/form-data");
    }

    Parts checked() throws IOException {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        List<Upload> files = new ArrayList<>();
        for (Part part : parts) {
            if (open && isExtra(part)) {
                addExtra(part, texts);
                continue;
            }
            PartRule rule = ruleOf(part);
            if (rule.file()) {
                files.add(new Upload(
                        rule.name(),
                        baseName(part.getSubmittedFileName()),
                        part.getContentType(),
                        part.getSize(),
                        part::getInputStream));
            } else {
                texts.computeIfAbsent(rule.name(), name -> new ArrayList<>()).add(text(part));
            }
        }
        return new Parts(texts, files);
    }

    private boolean isExtra(Part part) {
        return rules.stream().noneMatch(rule -> rule.name().equals(part.getName()));
    }

    private static void addExtra(Part part, Map<String, List<String>> texts) throws IOException {
        if (part.getSubmittedFileName() == null) {
            if (part.getSize() > OVERHEAD) {
                throw ErrorCode.TOO_LARGE.problem("a field may have at most " + OVERHEAD + " bytes", part.getName());
            }
            texts.computeIfAbsent(part.getName(), name -> new ArrayList<>()).add(text(part));
        }
    }

    private PartRule ruleOf(Part part) {
        PartRule rule = rules.stream()
                .filter(each -> each.name().equals(part.getName()))
                .findFirst()
                .orElseThrow(() ->
                        ErrorCode.UNKNOWN_FIELD.problem("there is no part " + Param.quote(part.getName()) + " here"));
        if (parts.stream()
                        .filter(other -> other.getName().equals(part.getName()))
                        .count()
                > rule.most()) {
            throw ErrorCode.INVALID_FIELD.problem(
                    "there may be at most " + rule.most() + " parts " + rule.name(), rule.name());
        }
        if (part.getSize() > rule.maxBytes()) {
            throw ErrorCode.TOO_LARGE.problem(
                    rule.name() + " may have at most " + rule.maxBytes() + " bytes", rule.name());
        }
        return rule;
    }

    private static String text(Part part) throws IOException {
        try (InputStream in = part.getInputStream()) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            if (text.indexOf('\0') >= 0) {
                throw ErrorCode.INVALID_FIELD.problem("the text holds the character U+0000", part.getName());
            }
            return text;
        }
    }

    private static @Nullable String baseName(@Nullable String submitted) {
        return submitted == null
                ? null
                : submitted
                        .substring(Math.max(submitted.lastIndexOf('/'), submitted.lastIndexOf('\\')) + 1)
                        .replaceAll("\\p{Cntrl}", "_");
    }

    /** Of names and contents, not of the boundary, which a client chooses anew when it sends again. */
    void digest(MessageDigest digest) throws IOException {
        for (Part part : parts) {
            String head = part.getName() + "\n" + part.getSubmittedFileName() + "\n" + part.getSize() + "\n";
            digest.update(head.getBytes(StandardCharsets.UTF_8));
            try (InputStream in = new DigestInputStream(part.getInputStream(), digest)) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
        }
    }
}
