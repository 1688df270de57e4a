package org.servicemap.citypack.synthetic;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Codes and names of the areas of one level, in the order of their file ({@code code,name}), each with the index of its
 * parent one level up: the area whose code is a prefix of its own.
 */
record AreaNames(List<String> codes, List<String> names, int[] parents) {

    static AreaNames read(Path file, @Nullable AreaNames above) throws IOException {
        List<String> codes = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Table.Row row : Table.read(file).rows()) {
            codes.add(row.text("code"));
            names.add(row.text("name"));
        }
        Map<String, Integer> byCode = new HashMap<>();
        for (int i = 0; above != null && i < above.codes.size(); i++) {
            byCode.put(above.codes.get(i), i);
        }
        int[] parents = new int[codes.size()];
        for (int i = 0; i < parents.length; i++) {
            parents[i] = above == null ? -1 : parent(file, codes.get(i), byCode);
        }
        return new AreaNames(codes, names, parents);
    }

    private static int parent(Path file, String code, Map<String, Integer> byCode) {
        for (int length = code.length() - 1; length > 0; length--) {
            Integer parent = byCode.get(code.substring(0, length));
            if (parent != null) {
                return parent;
            }
        }
        throw new GeneratorException(
                "bad_names",
                file.getFileName() + ": no area of the level above has a code that " + code + " begins with");
    }

    int size() {
        return codes.size();
    }

    /** Indices of the areas below each area of the level above. */
    List<List<Integer>> children(int parentCount) {
        List<List<Integer>> children = new ArrayList<>();
        for (int p = 0; p < parentCount; p++) {
            children.add(new ArrayList<>());
        }
        for (int i = 0; i < parents.length; i++) {
            children.get(parents[i]).add(i);
        }
        return children;
    }

    /** Whether a name ends in one of the suffixes by which the pack tells villages from town communities. */
    boolean endsIn(int i, List<String> suffixes) {
        return suffixes.stream().anyMatch(names.get(i)::endsWith);
    }
}
