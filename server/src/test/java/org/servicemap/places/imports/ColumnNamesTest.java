package org.servicemap.places.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ColumnNamesTest {
    @Test
    void whatOfficesCallTheirColumnsIsUnderstood() {
        assertThat(ColumnNames.propose(List.of("编号", "机构名称", "经度（WGS84）", "LAT", "联系电话", "备注")))
                .containsOnly(
                        Map.entry("编号", "code"),
                        Map.entry("机构名称", "name_zh"),
                        Map.entry("经度（WGS84）", "lon"),
                        Map.entry("LAT", "lat"),
                        Map.entry("联系电话", "phone"));
    }

    @Test
    void whatPhotosShowIsProposedInEachLanguage() {
        assertThat(ColumnNames.propose(List.of("照片说明", "photo_texts_en", "photo_texts_fr")))
                .containsOnly(
                        Map.entry("照片说明", "photo_texts_zh"),
                        Map.entry("photo_texts_en", "photo_texts_en"),
                        Map.entry("photo_texts_fr", "photo_texts_fr"));
    }

    @Test
    void ourOwnNameWinsAndEachFieldIsProposedOnce() {
        assertThat(ColumnNames.propose(List.of("id", "code", "name", "name_zh", "name_fr")))
                .containsOnly(
                        Map.entry("code", "code"), Map.entry("name_zh", "name_zh"), Map.entry("name_fr", "name_fr"));
    }
}
