package org.servicemap.insights;

import java.util.HashMap;
import java.util.Map;
import org.servicemap.areas.index.AreaDirectory;

/** How many live in each area: the dataset that says so, without one what the pack itself says as the areas' attribute. */
final class Residents {
    private static final String ATTRIBUTE = "population";

    private final OutsideFigures outside;

    Residents(OutsideFigures outside) {
        this.outside = outside;
    }

    /** By code; empty where nothing is known. */
    Map<String, Double> of(int rank, AreaDirectory directory) {
        return outside.residentsRef() == null ? attributes(directory, rank) : outside.residents(rank);
    }

    /** Whether that dataset is the one that is divided by. */
    boolean is(long dataset) {
        String ref = outside.residentsRef();
        return ref != null && ref.startsWith(dataset + "@");
    }

    private static Map<String, Double> attributes(AreaDirectory directory, int rank) {
        Map<String, Double> residents = new HashMap<>();
        for (int ordinal = 0; ordinal < directory.size(); ordinal++) {
            String population = directory.attributes(ordinal).get(ATTRIBUTE);
            if (directory.level(ordinal) == rank && population != null) {
                residents.put(directory.code(ordinal), Double.valueOf(population));
            }
        }
        return residents;
    }
}
