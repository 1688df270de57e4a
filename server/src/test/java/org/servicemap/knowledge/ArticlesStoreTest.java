package org.servicemap.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;
import org.servicemap.text.LocalText;

/** Articles in a real database: found by words of either language, changed by versions, never lost. */
@OnEveryDatabase
class ArticlesStoreTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);
    private static final String SOMEBODY = "account:3";
    private static int last;

    private final Database database;
    private final Articles articles;

    ArticlesStoreTest(Database database) {
        this.database = database;
        this.articles = new Articles(
                database, () -> ZoneOffset.UTC, Clock.fixed(Instant.parse("2026-03-02T10:00:00Z"), ZoneOffset.UTC));
    }

    private static Article article(String title, String body) {
        return article("article-" + ++last, title, body, null, null, true);
    }

    private static Article article(
            String code, String title, String body, @Nullable LocalDate from, @Nullable LocalDate to, boolean open) {
        return new Article(
                code,
                LocalText.of("zh", title),
                LocalText.of("zh", body),
                List.of("C-" + code),
                List.of(),
                from,
                to,
                open);
    }

    private Article saved(Article article) {
        return articles.save(article, 0, SOMEBODY).article();
    }

    private List<String> found(String words, boolean citizens) {
        return articles.search(words, null, citizens, 10).stream()
                .map(version -> version.article().code())
                .toList();
    }

    @Test
    void aTitleThatSaysItComesBeforeABodyThatMentionsIt() {
        Article mentions = saved(article("冬天出行提示", "雪天请小心，另外供暖期间注意通风"));
        Article says = saved(article("供暖什么时候开始", "每年十一月"));

        assertThat(found("我家供暖还没有开始", true)).startsWith(says.code()).contains(mentions.code());
        assertThat(found("量子力学", true)).isEmpty();
        assertThat(found("？！", true)).isEmpty();
    }

    @Test
    void wordsOfOtherLanguagesAreFoundWhateverTheirCase() {
        Article café = saved(new Article(
                "cafe",
                LocalText.of("en", "Café licences"),
                LocalText.of("en", "Ask A1B2"),
                List.of(),
                List.of(),
                null,
                null,
                true));

        assertThat(found("CAFÉ", true)).containsExactly(café.code());
        assertThat(found("a1b2", true)).containsExactly(café.code());
    }

    @Test
    void citizensFindOnlyWhatIsPublishedAndHoldsToday() {
        String words = "游泳馆开放";
        Article now = saved(article("pool-now", words, words, TODAY, TODAY, true));
        Article staff = saved(article("pool-staff", words, words, null, null, false));
        Article over = saved(article("pool-over", words, words, null, TODAY.minusDays(1), true));
        Article later = saved(article("pool-later", words, words, TODAY.plusDays(1), null, true));

        assertThat(found(words, true)).containsExactly(now.code());
        assertThat(found(words, false)).contains(now.code(), staff.code(), over.code(), later.code());
        assertThat(articles.get(now.code(), true).number()).isEqualTo(1);
        for (Article hidden : List.of(staff, over, later)) {
            assertThatThrownBy(() -> articles.get(hidden.code(), true)).hasMessageContaining("there is no article");
        }
    }

    @Test
    void onlyWhatIsAboutTheCategoryIsFound() {
        Article first = saved(article("停车收费", "停车"));
        saved(article("停车位", "停车"));

        assertThat(articles.search("停车", "C-" + first.code(), true, 10))
                .extracting(version -> version.article().code())
                .containsExactly(first.code());
    }

    @Test
    void aChangeIsAVersionAndAStaleOneIsRefused() {
        Article first = saved(article("旧标题甲乙", "内容"));
        Article second = article(first.code(), "新标题丙丁", "内容", null, null, true);

        assertThat(articles.save(second, 1, SOMEBODY).number()).isEqualTo(2);

        assertThatThrownBy(() -> articles.save(first, 1, SOMEBODY)).hasMessageContaining("changed meanwhile");
        assertThatThrownBy(() -> articles.save(first, 0, SOMEBODY)).hasMessageContaining("of this code");
        assertThat(articles.versions(first.code()))
                .extracting(
                        Version::number, version -> version.article().title().in("zh", "zh"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(2, "新标题丙丁"),
                        org.assertj.core.groups.Tuple.tuple(1, "旧标题甲乙"));
        assertThat(found("甲乙", true)).doesNotContain(first.code());
    }

    @Test
    void aPackWritesWhatIsNewAndLeavesWhatPeopleEdited() {
        Article fromPack = article("地铁末班车", "以公告为准");
        Article other = article("公交线路", "以公告为准");
        assertThat(take(fromPack, other)).isEqualTo(2);
        assertThat(take(fromPack, other)).isZero();
        articles.save(article(other.code(), "公交线路", "有人改过", null, null, true), 1, SOMEBODY);

        Article changed = article(fromPack.code(), "地铁末班车", "新的公告", null, null, true);

        assertThat(take(changed, other)).isEqualTo(1);
        assertThat(articles.get(fromPack.code(), true).number()).isEqualTo(2);
        assertThat(articles.get(other.code(), true).article().body().in("zh", "zh"))
                .isEqualTo("有人改过");
    }

    private int take(Article... all) {
        return database.inTransaction(handle -> articles.take(handle, List.of(all)));
    }

    @Test
    void aUseIsCountedOnceForEachRequest() {
        Article article = saved(article("居住证", "怎么办"));

        database.useTransaction(handle -> {
            articles.use(handle, article.code(), "20260302000011");
            articles.use(handle, article.code(), "20260302000011");
        });

        assertThat(articles.uses(article.code())).isEqualTo(1);
        assertThatThrownBy(() -> database.useTransaction(handle -> articles.use(handle, "nothing", "1")))
                .hasMessageContaining("there is no article");
    }

    @Test
    void aFileNamesTheLineOfWhatIsWrong() {
        assertThat(ArticleYaml.read("articles:\n  - {code: a, title: {zh: 甲}, body: {zh: 乙}}"))
                .hasSize(1);
        assertThatThrownBy(() -> ArticleYaml.read("articles:\n  - {code: a, title: {zh: 甲}}"))
                .isInstanceOfSatisfying(
                        ArticleException.class, e -> assertThat(e.line()).isEqualTo(2));
        assertThatThrownBy(() -> ArticleYaml.read("articles:\n  - code: B!\n    title: {zh: 甲}\n    body: {zh: 乙}\n"))
                .isInstanceOfSatisfying(
                        ArticleException.class, e -> assertThat(e.line()).isEqualTo(2));
    }
}
