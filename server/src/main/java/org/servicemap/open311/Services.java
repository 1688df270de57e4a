package org.servicemap.open311;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.servicemap.requests.PublicRequests;
import org.servicemap.units.Category;
import org.servicemap.units.CategoryAttributes;
import org.servicemap.units.CategoryTree;

/** The categories that can be filed under, as GeoReport calls them: services. Sensitive ones are not among them. */
final class Services {
    private final CategoryTree tree;
    private final CategoryAttributes attributes;
    private final String language;

    Services(CategoryTree tree, CategoryAttributes attributes, String language) {
        this.tree = tree;
        this.attributes = attributes;
        this.language = language;
    }

    List<Category> all() {
        return tree.leaves().stream()
                .filter(each -> PublicRequests.isOpenlyNamed(tree, each.code()))
                .toList();
    }

    Optional<Category> find(String code) {
        return tree.find(code).filter(each -> tree.isLeaf(code) && PublicRequests.isOpenlyNamed(tree, code));
    }

    String name(Category service) {
        return service.name().in(language, "en");
    }

    Attributes attributes(Category service) {
        return new Attributes(
                attributes.of(tree, service.code()),
                !tree.flags(service.code()).contains(Category.ANONYMOUS_ALLOWED),
                language);
    }

    Document list() {
        return Document.list(
                "services", "service", all().stream().map(this::fields).toList());
    }

    private Map<String, Object> fields(Category service) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("service_code", service.code());
        fields.put("service_name", name(service));
        fields.put("description", String.join(" › ", path(service)));
        fields.put("metadata", !attributes(service).isEmpty());
        fields.put("type", "realtime");
        fields.put("keywords", keywords(service));
        fields.put("group", path(service).get(0));
        return fields;
    }

    /** Names from the top of the tree down to the service. */
    private List<String> path(Category service) {
        List<String> path = new ArrayList<>();
        tree.lineage(service.code()).forEach(each -> path.add(0, name(each)));
        return path;
    }

    /** The service's name where the city gave no keywords: clients expect some. */
    private String keywords(Category service) {
        List<String> words = Arrays.stream(service.keywords().in(language, "en").split("[;,；，]", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
        return words.isEmpty() ? name(service).replace(',', ' ') : String.join(",", words);
    }
}
