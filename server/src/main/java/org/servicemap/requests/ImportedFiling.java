package org.servicemap.requests;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.requests.imports.ImportedRow;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.Input;

/** Makes filings out of imported rows. */
final class ImportedFiling {
    private ImportedFiling() {}

    /** {@link RequestException} for what a filing cannot be. */
    static Bringing of(ImportedRow row, String source, String cityLanguage, PlacesByWords places) {
        Filing filing = new Filing(
                row.channel(),
                row.hotline(),
                row.ref(),
                row.kind(),
                row.category(),
                row.urgency(),
                row.text(),
                where(row.spot(), places),
                further(row, places),
                contact(row.person()),
                row.language() == null ? cityLanguage : row.language(),
                List.of(),
                null);
        Map<String, Object> origin = new HashMap<>(Map.of("source", source));
        if (row.agency() != null) {
            origin.put("agency", row.agency());
        }
        return new Bringing(filing, row.receivedAt(), settlement(row), origin);
    }

    private static Map<String, Where> further(ImportedRow row, PlacesByWords places) {
        Map<String, Where> further = new HashMap<>();
        row.places().forEach((role, spot) -> further.put(role, where(spot, places)));
        return further;
    }

    private static Where where(ImportedRow.Spot spot, PlacesByWords places) {
        if (spot.x() != null) {
            return new Where(
                    Where.Kind.valueOf(spot.kind().toUpperCase(Locale.ROOT)),
                    spot.x(),
                    spot.y(),
                    spot.crs(),
                    spot.accuracyMetres(),
                    null,
                    null,
                    spot.address());
        }
        if (spot.find() != null && spot.address() != null) {
            Where found = places.find(spot.address(), spot.find());
            if (found != null) {
                return found;
            }
        }
        Where.Kind kind = spot.area() == null ? Where.Kind.NONE : Where.Kind.AREA;
        return new Where(
                kind, null, null, null, null, spot.area() == null ? null : spot.level(), spot.area(), spot.address());
    }

    private static @Nullable Contact contact(ImportedRow.Person person) {
        return person.isKnown()
                ? new Contact(person.enterprise(), person.name(), person.phone(), person.email(), person.address())
                : null;
    }

    private static Bringing.@Nullable Settlement settlement(ImportedRow row) {
        ImportedRow.Closing closing = row.closing();
        return closing == null
                ? null
                : new Bringing.Settlement(
                        closing.at(),
                        ActionInput.builder()
                                .text(Input.OUTCOME, closing.outcome())
                                .text(Input.UNIT, row.unit())
                                .text(Input.REPLY, closing.reply())
                                .flag(Input.CONTACTED, closing.contacted())
                                .flag(Input.SOLVED, closing.solved())
                                .text(Input.SATISFACTION, closing.satisfaction())
                                .build());
    }
}
