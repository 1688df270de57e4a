package org.servicemap.requests;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.servicemap.areas.AreaDependants;
import org.servicemap.areas.AreaKey;
import org.servicemap.areas.City;
import org.servicemap.areas.coverage.Level;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.lifecycle.State;
import org.servicemap.text.LocalText;

/**
 * Open requests that lie in areas that go. They are counted, so that whoever publishes knows, and stay as they are: where a request came
 * from is a fact of its version, in its hash-chained history and in the statistics, and who acts is its unit.
 */
public final class RequestAreas implements AreaDependants {
    private static final Object[] OPEN = Arrays.stream(State.values())
            .filter(state -> !state.isEnd())
            .map(State::key)
            .toArray();

    private final Supplier<City> city;

    /** @param city is asked only when something goes */
    public RequestAreas(Supplier<City> city) {
        this.city = city;
    }

    @Override
    public String kind() {
        return "requests";
    }

    /** One for each area, its id the count. */
    @Override
    public List<Dependant> on(Handle handle, Set<AreaKey> areas) {
        if (areas.isEmpty() || !isUsed(handle)) {
            return List.of();
        }
        return city.get().levels().stream()
                .flatMap(level -> counts(handle, level, areas))
                .toList();
    }

    private static boolean isUsed(Handle handle) {
        return handle.createQuery("SELECT EXISTS (SELECT FROM requests WHERE state = ANY(:open))")
                .bindArray("open", String.class, OPEN)
                .mapTo(Boolean.class)
                .one();
    }

    private static Stream<Dependant> counts(Handle handle, Level level, Set<AreaKey> areas) {
        List<String> codes = areas.stream()
                .filter(area -> area.level().equals(level.id()))
                .map(AreaKey::code)
                .toList();
        if (codes.isEmpty()) {
            return Stream.empty();
        }
        String column = Field.area(level.rank()).column();
        return handle
                .createQuery("SELECT " + column + " AS area, count(*) AS n FROM requests WHERE state = ANY(:open) AND "
                        + column + " = ANY(:codes) GROUP BY 1 ORDER BY 1")
                .bindArray("open", String.class, OPEN)
                .bindArray("codes", String.class, codes.toArray())
                .map((rs, context) -> new Dependant(
                        "open_requests",
                        String.valueOf(rs.getLong("n")),
                        LocalText.EMPTY,
                        new AreaKey(level.id(), rs.getString("area")),
                        rs.getInt("n")))
                .list()
                .stream();
    }

    @Override
    public void move(Handle handle, List<Move> moves) {}

    @Override
    public String remember(Handle handle) {
        return "";
    }

    @Override
    public void restore(Handle handle, String kept) {}
}
