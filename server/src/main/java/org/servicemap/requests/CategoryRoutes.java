package org.servicemap.requests;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.RateLimit;
import org.servicemap.http.Route;
import org.servicemap.requests.language.CategoryProposals;

/** What kind of request a text may be. The words go in the body, since addresses are logged. */
final class CategoryRoutes implements FilingGroup {
    private static final int MAX_TEXT = 1000;
    private static final int USUAL = 5;
    private static final int MOST = 20;
    private static final RateLimit GUESSING = RateLimit.perMinute("guess_category", 120);

    private final CategoryProposals proposals;
    private final CityNames names;

    CategoryRoutes(CategoryProposals proposals, CityNames names) {
        this.proposals = proposals;
        this.names = names;
    }

    @Describe("What is said")
    record WordsJson(
            @Describe("More than 1000 characters are not read")
            String text,

            @Describe("At most so many, 1 to 20; default 5") @Nullable
            Integer limit) {}

    @Describe("Categories that a text may mean, the likeliest first; none while nothing has been learned yet")
    record ProposalsJson(List<ProposalJson> items) {}

    @Describe("A category and how sure the proposal is")
    record ProposalJson(
            String code,
            org.servicemap.text.LocalText name,
            @Describe("0 to 1") double confidence) {}

    @Override
    public List<Route> routes() {
        return List.of(Route.post(HttpServer.API + "/categories/guess", "guessCategory")
                .summary("Categories that a text may mean")
                .body(WordsJson.class, "The words")
                .limit(GUESSING)
                .json(ProposalsJson.class, "The proposals", this::guess));
    }

    private ProposalsJson guess(Exchange exchange) {
        WordsJson words = exchange.body(WordsJson.class);
        String text = words.text();
        int limit = words.limit() == null ? USUAL : Math.max(1, Math.min(MOST, words.limit()));
        String read = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
        return new ProposalsJson(proposals.guess(read, limit).stream()
                .map(guess -> new ProposalJson(
                        guess.category(),
                        java.util.Objects.requireNonNull(names.category(guess.category()))
                                .name(),
                        Math.round(guess.confidence() * 1000) / 1000.0))
                .toList());
    }
}
