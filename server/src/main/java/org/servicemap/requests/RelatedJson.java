package org.servicemap.requests;

import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;

/** What a request follows or is a part of, or what follows it or is a part of it. */
@Describe("A request that belongs with another")
record RelatedJson(
        String number,
        @Describe("parent, or child") String side,

        @Describe("duplicate, part or incident") @Nullable String relation,

        String state,
        CityNames.@Nullable NamedJson category,
        CityNames.@Nullable NamedJson unit) {
    /** @param request the one that is shown */
    static RelatedJson of(Request request, Request other, CityNames names) {
        boolean parent = Long.valueOf(other.id()).equals(request.facts().number(Field.PARENT));
        Facts child = parent ? request.facts() : other.facts();
        boolean sensitive = other.facts().flag(Field.SENSITIVE);
        return new RelatedJson(
                other.number().digits(),
                parent ? "parent" : "child",
                child.text(Field.RELATION),
                other.facts().state().key(),
                sensitive ? null : names.category(other.facts().text(Field.CATEGORY)),
                names.unit(other.facts().text(Field.UNIT)));
    }
}
