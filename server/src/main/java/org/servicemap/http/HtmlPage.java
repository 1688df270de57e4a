package org.servicemap.http;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page that the server writes whole: readable without scripts, in the look of the other pages.
 *
 * @param language tag of the text that it holds
 * @param title of the window; the site's name follows
 * @param site the site's name, which links to the map
 * @param canonical the page's one address, or null
 * @param alternates the same page by language tag
 * @param head what else belongs into the head
 * @param filings numbers under which authorities know the site, in the footer
 */
public record HtmlPage(
        String language,
        String title,
        String site,
        @Nullable String canonical,
        Map<String, String> alternates,
        Html head,
        List<Filing> filings) {
    private static final List<String> STYLES = List.of("tokens", "base", "document");

    /** The whole document around what the page says. */
    public byte[] around(Html content) {
        Html html = new Html();
        html.open("!doctype html").line().open("html", "lang", language).line();
        head(html);
        html.open("body").line().element("a", skip(), "class", "skip", "href", "#content");
        html.open("header", "class", "doc__top").link("/", site).close("header").line();
        html.open("main", "id", "content", "class", "doc", "tabindex", "-1").line();
        html.add(content).close("main").line();
        footer(html);
        return html.close("body").close("html").line().bytes();
    }

    private String skip() {
        return language.startsWith("zh") ? "跳到正文" : "Skip to the content";
    }

    private void head(Html html) {
        html.open("head").open("meta", "charset", "utf-8");
        html.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.element("title", title + " · " + site);
        html.open("link", "rel", "icon", "href", "/web/styles/icon.svg", "type", "image/svg+xml");
        STYLES.forEach(name -> html.open("link", "rel", "stylesheet", "href", "/web/styles/" + name + ".css"));
        html.open("script", "src", "/web/core/theme.js").close("script");
        if (canonical != null) {
            html.open("link", "rel", "canonical", "href", canonical);
        }
        alternates.forEach((tag, href) -> html.open("link", "rel", "alternate", "hreflang", tag, "href", href));
        html.add(head).close("head").line();
    }

    private void footer(Html html) {
        html.open("footer", "class", "doc__foot");
        alternates.forEach((tag, href) -> {
            if (!language.startsWith(tag)) {
                html.element("a", tag.startsWith("zh") ? "中文" : "English", "href", href, "lang", tag, "hreflang", tag);
            }
        });
        for (Filing filing : filings) {
            if (filing.url() == null) {
                html.element("span", filing.shown(language));
            } else {
                html.link(filing.url(), filing.shown(language));
            }
        }
        html.close("footer").line();
    }
}
