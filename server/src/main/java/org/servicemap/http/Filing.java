package org.servicemap.http;

import org.jspecify.annotations.Nullable;

/**
 * A number under which an authority knows the site or its map, shown at the foot of public pages.
 *
 * @param kind {@code map_review} (审图号), {@code icp} or {@code public_security}
 * @param number as the authority writes it
 * @param url where it can be looked up, or null
 */
@Describe("A number under which an authority knows the site or its map: to show at the foot of pages")
public record Filing(
        @Describe("map_review, icp or public_security") String kind,
        String number,
        @Describe("Where it can be looked up") @Nullable String url) {
    private static final String MAP_REVIEW = "map_review";
    private static final String REVIEW_LABEL = "审图号";

    public static Filing mapReview(String number) {
        return new Filing(MAP_REVIEW, number, null);
    }

    public static Filing icp(String number) {
        return new Filing("icp", number, "https://beian.miit.gov.cn/");
    }

    /** The page of the ministry takes the digits of the number. */
    public static Filing publicSecurity(String number) {
        String digits = number.replaceAll("\\D", "");
        return new Filing("public_security", number, "https://beian.mps.gov.cn/#/query/webSearch?code=" + digits);
    }

    /** As it is shown: a map's number says what it is. */
    String shown(String language) {
        if (!kind.equals(MAP_REVIEW) || number.startsWith(REVIEW_LABEL)) {
            return number;
        }
        return (language.startsWith("zh") ? REVIEW_LABEL + "：" : "Map review number: ") + number;
    }
}
