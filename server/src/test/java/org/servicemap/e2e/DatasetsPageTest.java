package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.servicemap.accounts.DemoAccounts;
import org.servicemap.http.ApiClient;

/** A file of households is mended, published, laid over the map and compared with requests; each time it says where it comes from. */
class DatasetsPageTest extends E2eTest {
    private static FilePayload file(String csv) {
        return new FilePayload("households.csv", "text/csv", csv.getBytes(StandardCharsets.UTF_8));
    }

    private static String households() {
        StringBuilder csv = new StringBuilder("code,households\n");
        ApiClient api = new ApiClient(URI.create(TestApp.url()).getPort());
        int n = 0;
        for (var community :
                api.get("/api/v1/areas?level=community&limit=100").json().path("items")) {
            csv.append(community.path("code").asText())
                    .append(',')
                    .append(1000 + 100 * n++)
                    .append('\n');
        }
        return csv.toString();
    }

    private static Page open(MapPage on, String login, String path) {
        Page page = on.page();
        page.navigate("/login?return_to=" + URLEncoder.encode(path, StandardCharsets.UTF_8));
        page.fill("#login", login);
        page.fill("#password", DemoAccounts.PASSWORD);
        page.press("#password", "Enter");
        page.waitForURL(Pattern.compile(path.substring(0, path.indexOf('?'))));
        return page;
    }

    @Test
    void anAnalystPublishesFiguresAndSeesThemBesideRequests() {
        Page page = open(desktop(), "analyst", "/datasets?lang=en");
        page.click("#new");
        assertThat(page.locator("#form-title")).isFocused();
        page.setInputFiles("#file", file(households() + "nowhere,5\n"));
        page.selectOption("#level", "community");
        assertThat(page.locator("#column-value")).hasValue("households");
        page.click("#look");
        assertThat(page.locator("#name")).isFocused();
        page.fill("#name", "Households");
        page.fill("#unit", "households");
        page.fill("#source", "Census office");
        page.fill("#licence", "CC BY 4.0");
        page.fill("#as_of", "2026-01-01");
        page.click("#look");
        assertThat(page.locator("#check tr[data-code=unknown_area]")).containsText("nowhere");
        Axe.findsNothing(page, "a file that is not right");

        page.setInputFiles("#file", file(households()));
        assertThat(page.locator("#column-value")).hasValue("households");
        page.click("#look");
        page.click("#publish");
        assertThat(page.locator("#said")).containsText("Households");
        String card = ".datasets__card:has-text('Households')";
        assertThat(page.locator(card)).containsText("Census office");
        Axe.findsNothing(page, "datasets");

        String id = String.valueOf(page.locator(card).getAttribute("data-dataset"));
        page.navigate("/insights?lang=zh&level=community&show=overlay&overlay=" + id);
        assertThat(page.locator("#map path.ins-seq-7").first()).isAttached();
        assertThat(page.locator("[data-source='" + id + "']")).containsText("Census office");
        assertThat(page.locator("td.n:has-text('1,700')").first()).isVisible();
        page.navigate("/insights?lang=zh&tab=outside&dataset=" + id);
        assertThat(page.locator("#caution")).containsText("生态学谬误");
        assertThat(page.locator("#outside path.ins").first()).isAttached();
        Axe.findsNothing(page, "outside data beside requests");

        ApiClient lead = new ApiClient(URI.create(TestApp.url()).getPort()).fresh();
        lead.postJson("/api/v1/session", Map.of("login", "lead", "password", DemoAccounts.PASSWORD));
        lead.takeCsrfToken();
        assertThat(lead.send("DELETE", "/api/v1/insights/datasets/" + id).status())
                .isEqualTo(403);

        ApiClient analyst = new ApiClient(URI.create(TestApp.url()).getPort()).fresh();
        analyst.postJson("/api/v1/session", Map.of("login", "analyst", "password", DemoAccounts.PASSWORD));
        String tag = ofOutside(analyst);
        page.navigate("/datasets?lang=zh&dataset=" + id);
        page.click(card + " button[aria-label^='删除']");
        page.click(card + " .btn--danger");
        assertThat(page.locator(card)).hasCount(0);
        assertThat(ofOutside(analyst)).as("what counts are divided by").isNotEqualTo(tag);
    }

    /** The tag's part that tells of figures from elsewhere: facts may move on at any time. */
    private static String ofOutside(ApiClient analyst) {
        ApiClient.Answer answer = analyst.get("/api/v1/insights/gi-star/areas?level=subdistrict&values=per_10000");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        String tag = String.valueOf(answer.header("ETag"));
        return tag.substring(tag.lastIndexOf('-'));
    }
}
