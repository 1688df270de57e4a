package org.servicemap.incidents;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.servicemap.http.Caller;
import org.servicemap.storage.Database;
import org.servicemap.text.LocalText;

/**
 * Takes files of planned outages in, all or nothing. A source's reference is one outage: the same again changes nothing, something
 * else under it changes the notice. Thread-safe.
 */
public final class Outages {
    private static final int SHOWN = 50;
    private static final int MAX_WORD = 100;

    private final Database database;
    private final Incidents incidents;

    public Outages(Database database, Incidents incidents) {
        this.database = database;
        this.incidents = incidents;
    }

    /** How many notices an import made, changed, and found as they were. */
    public record Taken(int created, int changed, int unchanged) {}

    /**
     * Imports a file of CSV or GeoJSON.
     *
     * @throws IncidentException {@code bad_outages} that names row, field and fault of each; nothing was stored then
     */
    public Taken take(Caller caller, byte[] file) {
        List<Outage> outages = checked(caller, OutageRow.read(file));
        return database.inTransaction(handle -> {
            int created = 0;
            int changed = 0;
            List<OutageFault> faults = new ArrayList<>();
            for (Outage outage : outages) {
                Optional<Incident> known = incidents.lock(handle, outage.origin());
                if (known.isEmpty()) {
                    incidents.put(handle, caller, incidents.notice(caller, outage.announcement(), outage.origin()));
                    created++;
                } else if (!known.get().announcement().saysAs(outage.announcement())) {
                    change(handle, caller, known.get(), outage, faults);
                    changed++;
                }
            }
            refuse(faults);
            return new Taken(created, changed, outages.size() - created - changed);
        });
    }

    private void change(Handle handle, Caller caller, Incident known, Outage outage, List<OutageFault> faults) {
        try {
            incidents.requireScope(caller, known);
            if (!known.isOpen()) {
                throw IncidentException.bad("reference", "this one has ended: announce it under another reference");
            }
            incidents.put(handle, caller, incidents.changed(known, caller, outage.announcement()));
        } catch (IncidentException e) {
            faults.add(fault(outage.row(), e));
        }
    }

    private static OutageFault fault(int row, IncidentException e) {
        return new OutageFault(row, e.field() == null ? "reference" : e.field(), String.valueOf(e.getMessage()));
    }

    private static void refuse(List<OutageFault> faults) {
        if (!faults.isEmpty()) {
            String shown =
                    faults.stream().limit(SHOWN).map(OutageFault::toString).collect(Collectors.joining("; "));
            String rest = faults.size() > SHOWN ? "; and " + (faults.size() - SHOWN) + " more" : "";
            OutageFault first = faults.get(0);
            throw new IncidentException(
                    IncidentException.BAD_FILE, "rows[" + first.row() + "]." + first.field(), shown + rest);
        }
    }

    private List<Outage> checked(Caller caller, List<OutageRow> rows) {
        List<Outage> outages = new ArrayList<>();
        List<OutageFault> faults = new ArrayList<>();
        Set<String> references = new HashSet<>();
        for (OutageRow row : rows) {
            try {
                Outage outage = outage(row);
                incidents.check(caller, outage.announcement());
                if (!references.add(
                        outage.origin().source() + "\n" + outage.origin().reference())) {
                    throw IncidentException.bad("reference", "twice in this file");
                }
                outages.add(outage);
            } catch (IncidentException e) {
                faults.add(inFile(fault(row.number(), e)));
            }
        }
        refuse(faults);
        return outages;
    }

    /** Under the name that the field has in files. */
    private static OutageFault inFile(OutageFault fault) {
        String field = switch (fault.field()) {
            case "expected_end" -> "to";
            case "categories" -> "kind";
            case "message" -> "message_zh";
            case "title" -> "title_zh";
            default -> fault.field();
        };
        return new OutageFault(fault.row(), field, fault.message());
    }

    private Outage outage(OutageRow row) {
        String kind = needed(row, "kind");
        Optional<IncidentRules.Work> work = incidents.rules().work(kind);
        LocalText named = texts(row, "title");
        LocalText usual = work.map(IncidentRules.Work::name).orElseGet(() -> nameOf(kind));
        Announcement said = new Announcement(
                named.isEmpty() ? usual : named,
                texts(row, "message"),
                work.map(IncidentRules.Work::categories).orElse(List.of(kind)),
                outline(row),
                time(row, "from"),
                time(row, "to"));
        return new Outage(
                row.number(), said, new Incident.Origin(needed(row, "source"), needed(row, "reference"), kind));
    }

    private LocalText nameOf(String category) {
        return incidents
                .categories()
                .find(category)
                .orElseThrow(
                        () -> IncidentException.bad("kind", category + " is neither a kind of work nor a category"))
                .name();
    }

    private static LocalText texts(OutageRow row, String name) {
        Map<String, String> texts = new HashMap<>();
        for (String language : List.of("zh", "en")) {
            String text = row.values().get(name + "_" + language);
            if (text != null) {
                texts.put(language, text);
            }
        }
        return new LocalText(texts);
    }

    private Outline outline(OutageRow row) {
        Geometry drawn = row.shape();
        String area = row.values().get("area");
        if ((drawn == null) == (area == null)) {
            throw IncidentException.bad("outline", "give an outline or the code of an area, one of the two");
        }
        return drawn != null ? Outline.of(drawn) : incidents.outlines().area(String.valueOf(area));
    }

    private Instant time(OutageRow row, String name) {
        String text = needed(row, name).replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) ", "$1T");
        try {
            return text.matches(".*(Z|[+-]\\d{2}:?\\d{2})$")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).atZone(incidents.city().zone()).toInstant();
        } catch (DateTimeException e) {
            throw IncidentException.bad(name, "write times as 2026-01-31 08:00, or with an offset");
        }
    }

    private static String needed(OutageRow row, String name) {
        @Nullable String value = row.values().get(name);
        if (value == null || value.length() > MAX_WORD) {
            throw IncidentException.bad(name, value == null ? "is missing" : "at most " + MAX_WORD + " characters");
        }
        return value;
    }
}
