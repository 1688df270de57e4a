package org.servicemap.insights.risks;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.City;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.http.ErrorCode;
import org.servicemap.insights.InsightGround;
import org.servicemap.text.LocalText;
import org.servicemap.units.Category;
import org.servicemap.units.Unit;

/** What codes are called, and which day it is in the city. Thread-safe. */
public final class RiskNames {
    private final InsightGround ground;

    public RiskNames(InsightGround ground) {
        this.ground = ground;
    }

    public LocalDate today() {
        return LocalDate.ofInstant(ground.clock().instant(), city().zone());
    }

    public City city() {
        return ground.city().get();
    }

    /** Refuses with {@code invalid_parameter}; without a level the one that routing goes by. */
    public int rank(@Nullable String level) {
        if (level == null) {
            return city().routingRank();
        }
        int rank = Reach.rank(city(), level);
        if (rank == 0) {
            throw ErrorCode.INVALID_PARAMETER.problem("one of the city's levels is asked for", "level");
        }
        return rank;
    }

    /** 0 for a level that the city does not have any more. */
    public int rankOrNone(String level) {
        return Reach.rank(city(), level);
    }

    public String level(int rank) {
        return city().levels().stream()
                .filter(each -> each.rank() == rank)
                .map(Level::id)
                .findFirst()
                .orElse("");
    }

    /** The code itself for an area that is no more. */
    public LocalText area(int rank, String code) {
        AreaDirectory directory = ground.areas().current().snapshot().directory();
        var ordinal = directory.findByCode(rank, code);
        return ordinal.isPresent() ? directory.name(ordinal.getAsInt()) : LocalText.of("und", code);
    }

    public @Nullable LocalText category(@Nullable String code) {
        return code == null
                ? null
                : ground.categories().get().find(code).map(Category::name).orElse(LocalText.of("und", code));
    }

    /** The city's name of a channel; the word itself where it gives none. */
    LocalText channel(String id) {
        if (city().process().get("channels") instanceof List<?> channels) {
            for (Object each : channels) {
                if (each instanceof Map<?, ?> channel
                        && id.equals(channel.get("id"))
                        && channel.get("name") instanceof Map<?, ?> name) {
                    Map<String, String> byTag = new LinkedHashMap<>();
                    name.forEach((tag, text) -> byTag.put(String.valueOf(tag), String.valueOf(text)));
                    return new LocalText(byTag);
                }
            }
        }
        return LocalText.of("und", id);
    }

    public LocalText unit(String code) {
        return ground.units().get().find(code).map(Unit::name).orElse(LocalText.of("und", code));
    }

    /** Refuses with {@code facts_not_ready} while there are none. */
    public void requireFacts() {
        if (ground.facts().position() == null) {
            throw org.servicemap.insights.InsightRoutes.NO_FACTS.problem(
                    "the facts are being built; try again in a moment");
        }
    }
}
