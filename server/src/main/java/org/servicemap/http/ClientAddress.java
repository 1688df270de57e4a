package org.servicemap.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The caller's network address, as far as it can be believed: a client can write anything into X-Forwarded-For. */
final class ClientAddress {
    private static final int MAX_LENGTH = 45;

    private ClientAddress() {}

    /** @param proxies how many proxies of ours the call came through */
    static String of(HttpServletRequest request, int proxies) {
        List<String> hops = new ArrayList<>();
        for (String header : Collections.list(request.getHeaders("X-Forwarded-For"))) {
            hops.addAll(List.of(header.split(",", -1)));
        }
        if (proxies < 1 || hops.size() < proxies) {
            return request.getRemoteAddr();
        }
        String hop = hops.get(hops.size() - proxies).strip();
        boolean address = hop.length() <= MAX_LENGTH && hop.matches("[0-9a-fA-F.:]+");
        return address ? hop : request.getRemoteAddr();
    }

    /** What is counted as one caller: an IPv6 network gives its hosts as many addresses as they like. */
    static String network(String address) {
        String[] groups = address.split(":", -1);
        if (groups.length < 3) {
            return address;
        }
        int gap = address.indexOf("::");
        String head = gap < 0 ? address : address.substring(0, gap);
        String[] first = head.split(":", -1);
        return String.join(":", List.of(first).subList(0, Math.min(4, first.length)));
    }
}
