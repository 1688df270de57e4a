package org.servicemap.requests;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.FieldException;
import org.servicemap.http.HttpServer;
import org.servicemap.http.RateLimit;
import org.servicemap.http.Route;

/** Following a published request instead of filing the same again, without an account. */
final class FollowerRoutes implements FollowingGroup {
    private static final RateLimit FOLLOWING = RateLimit.perMinute("become_follower", 10);
    private static final String FOLLOWERS = HttpServer.API + "/requests/{number}/followers";

    private final Followers followers;
    private final PetitionerAccess access;
    private final CityRules rules;

    FollowerRoutes(Followers followers, PetitionerAccess access, CityRules rules) {
        this.followers = followers;
        this.access = access;
        this.rules = rules;
    }

    @Describe("Who follows; leave both out to be told nothing")
    record FollowingJson(
            @Nullable String phone,
            @Nullable String email,

            @Describe("Language tag of the language to be told in") @Nullable
            String language) {
        FollowingJson {
            if (phone != null && email != null) {
                throw new FieldException("email", "one phone number or one e-mail address");
            }
            if (language != null && !language.matches("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")) {
                throw new FieldException("language", "a language tag, as zh or en");
            }
        }

        @Nullable
        Contact contact() {
            Contact said = new Contact(false, null, phone, email, null);
            return said.canBeReached() ? said : null;
        }
    }

    @Describe("What a follower is given. The query code is said here once and never again")
    record FollowerReceiptJson(
            String number,

            @Describe("With the number it shows how far the request is: XXXX-XXXX-XXXX")
            String queryCode) {}

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(FOLLOWERS, "becomeFollower")
                        .summary("Follow a published request instead of filing the same again")
                        .takes(WorkRoutes.NUMBER)
                        .body(FollowingJson.class, "Who follows")
                        .idempotent()
                        .limit(FOLLOWING)
                        .fails(
                                RequestErrors.UNKNOWN,
                                RequestErrors.WRONG_STATE,
                                RequestErrors.BAD_FIELD,
                                ErrorCode.TOO_MANY_REQUESTS)
                        .created(FollowerReceiptJson.class, "The receipt", this::follow),
                Route.post(FOLLOWERS + "/stop", "stopFollowing")
                        .summary("Follow no more; what a follower left is removed")
                        .takes(WorkRoutes.NUMBER)
                        .body(FollowRoutes.CodeJson.class, "The follower's query code")
                        .limit(FOLLOWING)
                        .fails(RequestErrors.WRONG_CODE, RequestErrors.TOO_MANY_CODES)
                        .nothing("Done", this::stop));
    }

    private FollowerReceiptJson follow(Exchange exchange) {
        FollowingJson body = exchange.body(FollowingJson.class);
        RequestNumber number = WorkRoutes.parse(exchange.get(WorkRoutes.NUMBER));
        String language = body.language() == null ? rules.current().city().defaultLanguage() : body.language();
        QueryCode code = followers.follow(number, body.contact(), language);
        return new FollowerReceiptJson(number.digits(), code.grouped());
    }

    private void stop(Exchange exchange) {
        PetitionerAccess.Entered entered = access.enterAny(
                exchange.get(WorkRoutes.NUMBER),
                exchange.body(FollowRoutes.CodeJson.class).queryCode());
        Followers.Follower follower = entered.follower();
        if (follower == null) {
            throw RequestErrors.WRONG_CODE.problem("this is the petitioner's own code", "query_code");
        }
        followers.stop(follower);
    }
}
