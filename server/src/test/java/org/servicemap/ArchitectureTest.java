package org.servicemap;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The arrows between packages, as the house design and each package-info state them. */
class ArchitectureTest {
    private static final String ROOT = "org.servicemap.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.servicemap");

    /** What each package may import of ours; itself is understood. A package that is not here may not exist. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("text", Set.of()),
            Map.entry("geo", Set.of()),
            Map.entry("formats", Set.of("geo")),
            Map.entry("storage", Set.of("geo")),
            Map.entry("http", Set.of("geo", "text")),
            Map.entry("accounts.personal", Set.of("text")),
            Map.entry("attachments.media", Set.of("geo")),
            Map.entry(
                    "attachments", Set.of("geo", "text", "storage", "http", "accounts.personal", "attachments.media")),
            Map.entry("notifications.templates", Set.of("text")),
            Map.entry(
                    "notifications",
                    Set.of("text", "storage", "http", "accounts", "accounts.personal", "notifications.templates")),
            Map.entry("notifications.senders", Set.of("notifications")),
            Map.entry("accounts", Set.of("accounts.personal", "areas", "http", "storage", "text", "units")),
            Map.entry("accounts.login", Set.of("accounts", "accounts.personal", "http", "storage", "text", "units")),
            Map.entry("areas.coverage", Set.of("geo", "text")),
            Map.entry("areas.index", Set.of("geo", "text", "areas.coverage")),
            Map.entry("areas.tiles", Set.of("geo", "text", "areas.coverage")),
            Map.entry(
                    "areas", Set.of("geo", "text", "storage", "http", "areas.coverage", "areas.index", "areas.tiles")),
            Map.entry("units", Set.of("geo", "text", "storage", "http", "areas", "areas.coverage", "areas.index")),
            Map.entry("calendars", Set.of("text", "storage")),
            Map.entry("routing.rules", Set.of("text", "calendars")),
            Map.entry(
                    "routing",
                    Set.of(
                            "routing.rules",
                            "geo",
                            "text",
                            "storage",
                            "http",
                            "areas",
                            "areas.coverage",
                            "areas.index",
                            "units",
                            "calendars")),
            Map.entry("gazetteer.words", Set.of("geo", "text")),
            Map.entry("qr", Set.of("http")),
            Map.entry("knowledge", Set.of("text", "storage", "http")),
            Map.entry(
                    "incidents",
                    Set.of(
                            "geo",
                            "text",
                            "storage",
                            "http",
                            "areas",
                            "areas.coverage",
                            "areas.index",
                            "areas.tiles",
                            "units",
                            "accounts")),
            Map.entry("places.hours", Set.of("calendars")),
            Map.entry(
                    "places.imports",
                    Set.of(
                            "places",
                            "formats",
                            "geo",
                            "text",
                            "storage",
                            "http",
                            "areas",
                            "areas.coverage",
                            "areas.index",
                            "units")),
            Map.entry("places.demo", Set.of("places", "geo", "text", "areas.coverage", "areas.index")),
            Map.entry(
                    "places",
                    Set.of(
                            "places.hours",
                            "attachments",
                            "geo",
                            "text",
                            "storage",
                            "http",
                            "areas",
                            "areas.coverage",
                            "areas.index",
                            "calendars",
                            "units")),
            Map.entry("appointments.slots", Set.of("calendars")),
            Map.entry(
                    "appointments",
                    Set.of(
                            "appointments.slots",
                            "text",
                            "geo",
                            "storage",
                            "http",
                            "areas",
                            "areas.coverage",
                            "areas.index",
                            "units",
                            "calendars",
                            "places",
                            "places.hours",
                            "accounts",
                            "accounts.personal",
                            "notifications")),
            Map.entry(
                    "wardens",
                    Set.of(
                            "text",
                            "geo",
                            "storage",
                            "http",
                            "areas",
                            "areas.coverage",
                            "areas.index",
                            "areas.tiles",
                            "units",
                            "calendars",
                            "accounts",
                            "accounts.personal",
                            "attachments",
                            "attachments.media",
                            "qr",
                            "requests",
                            "requests.imports")),
            Map.entry(
                    "courtyard",
                    Set.of(
                            "text",
                            "geo",
                            "storage",
                            "http",
                            "areas",
                            "areas.coverage",
                            "areas.index",
                            "areas.tiles",
                            "units",
                            "calendars",
                            "places",
                            "accounts",
                            "accounts.personal",
                            "attachments",
                            "notifications",
                            "requests")),
            Map.entry("requests.language", Set.of("text")),
            Map.entry(
                    "gazetteer",
                    Set.of(
                            "geo",
                            "text",
                            "storage",
                            "http",
                            "areas",
                            "areas.coverage",
                            "areas.index",
                            "gazetteer.words")),
            Map.entry("requests.lifecycle", Set.of("text", "calendars")),
            Map.entry("requests.history", Set.of("text")),
            Map.entry("requests.rates", Set.of("text")),
            Map.entry("requests.imports", Set.of("text", "formats")),
            Map.entry("requests.demo", Set.of("text", "requests.language", "requests.lifecycle")),
            Map.entry(
                    "requests",
                    Set.of(
                            "requests.lifecycle",
                            "requests.history",
                            "requests.rates",
                            "requests.imports",
                            "requests.language",
                            "requests.demo",
                            "geo",
                            "text",
                            "storage",
                            "http",
                            "areas",
                            "areas.coverage",
                            "areas.index",
                            "units",
                            "calendars",
                            "routing",
                            "gazetteer",
                            "knowledge",
                            "incidents",
                            "accounts",
                            "accounts.personal",
                            "attachments",
                            "notifications")),
            Map.entry(
                    "open311",
                    Set.of(
                            "geo",
                            "text",
                            "storage",
                            "http",
                            "areas",
                            "units",
                            "requests",
                            "attachments",
                            "attachments.media")),
            Map.entry(
                    "ogc",
                    Set.of(
                            "geo",
                            "text",
                            "http",
                            "areas",
                            "areas.coverage",
                            "areas.index",
                            "areas.tiles",
                            "places",
                            "insights")),
            Map.entry("insights.facts", Set.of("storage")),
            Map.entry("insights.spatial", Set.of()),
            Map.entry("insights.forecast", Set.of()),
            Map.entry(
                    "insights",
                    Set.of(
                            "insights.facts",
                            "insights.spatial",
                            "insights.forecast",
                            "calendars",
                            "text",
                            "geo",
                            "storage",
                            "http",
                            "accounts",
                            "areas",
                            "areas.coverage",
                            "areas.index",
                            "areas.tiles",
                            "units")),
            Map.entry("operate", Set.of("storage", "http", "accounts.personal")),
            Map.entry("operate.backup", Set.of("storage", "attachments")),
            Map.entry(
                    "insights.briefs",
                    Set.of(
                            "insights",
                            "insights.facts",
                            "notifications",
                            "text",
                            "storage",
                            "http",
                            "accounts",
                            "accounts.personal",
                            "areas",
                            "areas.coverage",
                            "areas.index",
                            "units")),
            Map.entry(
                    "insights.outside",
                    Set.of(
                            "insights",
                            "text",
                            "geo",
                            "storage",
                            "http",
                            "accounts",
                            "areas",
                            "areas.coverage",
                            "areas.index")),
            Map.entry(
                    "insights.risks",
                    Set.of(
                            "insights",
                            "insights.facts",
                            "insights.spatial",
                            "text",
                            "geo",
                            "http",
                            "accounts",
                            "areas",
                            "areas.coverage",
                            "areas.index",
                            "units")),
            Map.entry(
                    "insights.governance",
                    Set.of(
                            "insights",
                            "insights.facts",
                            "insights.risks",
                            "text",
                            "geo",
                            "storage",
                            "http",
                            "accounts",
                            "areas",
                            "areas.index",
                            "units")),
            Map.entry("citypack.synthetic", Set.of("geo", "text", "formats", "areas.coverage")),
            Map.entry(
                    "citypack",
                    Set.of(
                            "geo",
                            "text",
                            "formats",
                            "storage",
                            "areas",
                            "areas.coverage",
                            "areas.index",
                            "units",
                            "calendars",
                            "routing",
                            "routing.rules",
                            "gazetteer",
                            "knowledge",
                            "incidents",
                            "accounts.personal",
                            "notifications.templates",
                            "requests.lifecycle",
                            "requests.rates",
                            "places",
                            "citypack.synthetic")));

    @Test
    void packagesImportOnlyWhatTheirLineNames() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            String from = nameOf(type);
            if (from.equals("app")) {
                continue;
            }
            Set<String> allowed = ARROWS.get(from);
            assertThat(allowed).as("arrows of package " + from).isNotNull();
            for (Dependency arrow : type.getDirectDependenciesFromSelf()) {
                JavaClass target = arrow.getTargetClass().getBaseComponentType();
                String to = nameOf(target);
                if (target.getPackageName().startsWith(ROOT) && !to.equals(from) && !allowed.contains(to)) {
                    wrong.add(type.getName() + " → " + target.getName());
                }
            }
        }
        assertThat(wrong).as("arrows that no line names").isEmpty();
    }

    @Test
    void packagesAreFreeOfCircles() {
        slices().matching("org.servicemap.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> bare = new TreeSet<>();
        CLASSES.stream()
                .map(JavaClass::getPackage)
                .filter(p -> !p.isAnnotatedWith(NullMarked.class))
                .forEach(p -> bare.add(p.getName()));
        assertThat(bare).isEmpty();
    }

    private static String nameOf(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(ROOT) ? name.substring(ROOT.length()) : "";
    }
}
