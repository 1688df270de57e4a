package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.servicemap.accounts.DemoAccounts;

/** An administrator looks up what is kept of a person, hands it out and gives it up. */
class PersonsPageTest extends E2eTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static JsonNode post(String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(TestApp.url() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return MAPPER.readTree(HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body());
    }

    private static JsonNode filed(String phone) throws Exception {
        return post(
                "/api/v1/requests",
                "{\"text\":\"门前的垃圾没人收\",\"category\":\"CITY-WASTE\",\"where\":{\"kind\":\"pin\",\"lon\":116.4215,\"lat\":39.9072},"
                        + "\"contact\":{\"name\":\"周八\",\"phone\":\"" + phone + "\"}}");
    }

    private static Page persons(MapPage browser) {
        Page page = browser.page();
        page.navigate("/accounts?tab=persons");
        page.waitForSelector("#login");
        page.fill("#login", "admin");
        page.fill("#password", DemoAccounts.PASSWORD);
        page.press("#password", "Enter");
        page.waitForSelector("#person-contact");
        return page;
    }

    private static void lookUp(Page page, String contact, String reason) {
        page.fill("#person-contact", contact);
        page.fill("#person-reason", reason);
        page.locator(".editor form .btn--primary").click();
    }

    @Test
    void whatIsKeptIsCountedHandedOutAndGivenUp() throws Exception {
        JsonNode receipt = filed("13700137001");
        MapPage browser = desktop();
        Page page = persons(browser);

        lookUp(page, "137 0013 7001", "本人申请");
        assertThat(page.locator("#person-kept")).containsText("诉求 1");
        assertThat(page.locator(".note--due"))
                .containsText(receipt.path("number").asText());
        assertThat(page.locator("#person-ask")).isDisabled();
        Axe.findsNothing(page, "kept");

        post(
                "/api/v1/requests/" + receipt.path("number").asText() + "/withdrawal",
                "{\"query_code\":\"" + receipt.path("query_code").asText() + "\"}");
        lookUp(page, "137 0013 7001", "本人申请");
        assertThat(page.locator("#person-ask")).isEnabled();
        Download copy =
                page.waitForDownload(() -> page.locator("#person-export").click());
        assertThat(personJson(copy)).contains("周八", "门前的垃圾没人收");

        page.locator("#person-ask").click();
        page.locator("#person-erase").click();
        assertThat(page.locator("#person-erased")).containsText("诉求 1");
        lookUp(page, "137 0013 7001", "核对");
        assertThat(page.locator("#person-kept")).containsText("联系人 0");
    }

    private static String personJson(Download copy) throws IOException {
        try (ZipFile zip = new ZipFile(copy.path().toFile())) {
            return new String(zip.getInputStream(zip.getEntry("person.json")).readAllBytes());
        }
    }

    @Test
    void withoutAReasonNothingIsLookedUp() {
        expectFaults();
        Page page = persons(phone());
        lookUp(page, "13700137002", " ");
        assertThat(page.locator(".ff__error, .form__error").first()).isVisible();
        assertThat(page.locator("#person-kept")).hasCount(0);
    }
}
