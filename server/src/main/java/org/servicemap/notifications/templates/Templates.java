package org.servicemap.notifications.templates;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.LocalText;

/**
 * All templates: the built-in ones in Chinese and English, over them those of the city pack ({@code process.templates}), language
 * by language. What a template may be filled with is what the built-in one of its name is filled with. Immutable.
 */
public final class Templates {
    /** Says only that something happened: for categories that no message may name. */
    public static final String NEUTRAL = "neutral";

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final TypeReference<Map<String, Map<String, Map<String, String>>>> BLOCK = new TypeReference<>() {};
    private static final Map<String, Template> BUILT_IN = builtIn();

    private final Map<String, Template> byName;
    private final String fallbackLanguage;

    private Templates(Map<String, Template> byName, String fallbackLanguage) {
        this.byName = byName;
        this.fallbackLanguage = fallbackLanguage;
    }

    /**
     * The templates of a city.
     *
     * @param pack name → {@code subject} and {@code text} → language → words; null for none
     * @param fallbackLanguage for readers whose language a template does not have
     * @throws TemplateException when the pack's block has another form, an unknown name or a placeholder that nothing fills
     */
    public static Templates of(@Nullable Object pack, String fallbackLanguage) {
        Map<String, Template> all = new TreeMap<>(BUILT_IN);
        if (pack != null) {
            read(pack).forEach((name, template) -> all.put(name, over(name, template)));
        }
        return new Templates(all, fallbackLanguage);
    }

    private static Map<String, Template> read(Object block) {
        try {
            Map<String, Template> read = new TreeMap<>();
            YAML.convertValue(block, BLOCK)
                    .forEach((name, parts) -> read.put(
                            name,
                            new Template(
                                    new LocalText(parts.getOrDefault("subject", Map.of())),
                                    new LocalText(parts.getOrDefault("text", Map.of())))));
            return read;
        } catch (IllegalArgumentException e) {
            throw new TemplateException("templates are name → subject and text → language → words");
        }
    }

    private static Template over(String name, Template own) {
        Template builtIn = BUILT_IN.get(name);
        if (builtIn == null) {
            throw new TemplateException("there is no message " + name + "; there are " + BUILT_IN.keySet());
        }
        Set<String> unknown = new TreeSet<>(own.placeholders());
        unknown.removeAll(builtIn.placeholders());
        if (!unknown.isEmpty()) {
            throw new TemplateException("in template " + name + " nothing fills " + unknown);
        }
        return new Template(merged(builtIn.subject(), own.subject()), merged(builtIn.text(), own.text()));
    }

    private static LocalText merged(LocalText under, LocalText over) {
        Map<String, String> byTag = new TreeMap<>(under.byTag());
        byTag.putAll(over.byTag());
        return new LocalText(byTag);
    }

    private static Map<String, Template> builtIn() {
        try (InputStream in = Templates.class.getResourceAsStream("templates.yml")) {
            return Map.copyOf(read(YAML.readValue(in, Map.class)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Set<String> names() {
        return byName.keySet();
    }

    /** Names of what fills a template; refuses an unknown name. */
    public Set<String> placeholders(String name) {
        return get(name).placeholders();
    }

    /** What is sent; refuses an unknown name and a placeholder without a value. */
    public Template.Words words(String name, String language, Map<String, String> values) {
        return get(name).in(language, fallbackLanguage, values);
    }

    private Template get(String name) {
        Template template = byName.get(name);
        if (template == null) {
            throw new TemplateException("there is no template " + name);
        }
        return template;
    }
}
