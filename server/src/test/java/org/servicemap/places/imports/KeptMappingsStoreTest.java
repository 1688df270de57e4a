package org.servicemap.places.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

/** How a table was read is known again by its columns, whoever asks from wherever. */
@OnEveryDatabase
class KeptMappingsStoreTest {
    private final KeptMappings mappings;

    KeptMappingsStoreTest(Database database) {
        mappings = new KeptMappings(database);
    }

    @Test
    void theLastMappingOfATableIsFoundByItsColumnsInAnyOrder() {
        var first = new KeptMappings.Kept(Map.of("code", "编号", "name_zh", "名称"), "wgs84", "GB18030", "library", "");
        var last = new KeptMappings.Kept(Map.of("code", "编号"), "gcj02", "UTF-8", "", "culture");

        mappings.keep(List.of("编号", "名称", "电话"), first, "account:1");
        mappings.keep(List.of("电话", "编号", "名称"), last, "account:2");

        assertThat(mappings.find(List.of("名称", "电话", "编号"))).contains(last);
        assertThat(mappings.find(List.of("名称", "电话"))).isEmpty();
    }
}
