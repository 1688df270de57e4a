package org.servicemap.requests.demo;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.YamlException;
import org.servicemap.text.YamlNode;

/**
 * When people ask for what, and in which words units answer: a pack's {@code history.yml}. Immutable.
 */
public final class DemoRhythm {
    static final int MONTHS = 12;
    static final int HOURS = 24;

    private final Map<String, Topic> topics = new LinkedHashMap<>();
    private final Map<String, List<String>> words = new HashMap<>();
    private final double[] rain;
    private final List<PlantedIncident> planted;

    /**
     * One topic.
     *
     * @param weight share of all requests in an average month
     * @param months factor by month, January first
     * @param hours weight by hour of the day
     * @param rain factor on rainy days
     * @param weekend factor on Saturdays and Sundays
     */
    record Topic(double weight, double[] months, double[] hours, double rain, double weekend) {
        static final Topic PLAIN = new Topic(1, ones(MONTHS), ones(HOURS), 1, 1);

        double onDay(int month, boolean rainy, boolean free) {
            return months[month - 1] * (rainy ? rain : 1) * (free ? weekend : 1);
        }
    }

    private DemoRhythm(YamlNode root) {
        Map<String, double[]> hours = new HashMap<>();
        entries(root, "hours").forEach(entry -> hours.put(entry.key().text(), numbers(entry.value(), HOURS)));
        entries(root, "topics").forEach(entry -> topics.put(entry.key().text(), topic(entry.value(), hours)));
        entries(root, "words").forEach(entry -> words.put(entry.key().text(), texts(entry.value())));
        for (String list : List.of("surnames", "given_names", "companies", "hotlines")) {
            words.put(list, root.find(list).map(DemoRhythm::texts).orElse(List.of()));
        }
        planted = root.find("planted")
                .map(list -> list.items().stream().map(DemoRhythm::planted).toList())
                .orElse(List.of());
        rain = root.find("rain").map(node -> numbers(node, MONTHS)).orElse(new double[MONTHS]);
    }

    /** @throws YamlException with line and column when it is not as documented in the file */
    public static DemoRhythm parse(String yaml) {
        return new DemoRhythm(YamlNode.parse(yaml));
    }

    private static List<YamlNode.Entry> entries(YamlNode root, String key) {
        return root.find(key).map(YamlNode::entries).orElse(List.of());
    }

    private static List<String> texts(YamlNode list) {
        return list.items().stream().map(YamlNode::text).toList();
    }

    private static Topic topic(YamlNode node, Map<String, double[]> hours) {
        double[] profile = node.find("hours")
                .map(name -> Optional.ofNullable(hours.get(name.text()))
                        .orElseThrow(() -> name.error("there are no hours " + name.text())))
                .orElse(Topic.PLAIN.hours());
        return new Topic(
                number(node, "weight"),
                node.find("months").map(list -> numbers(list, MONTHS)).orElse(Topic.PLAIN.months()),
                profile,
                number(node, "rain"),
                number(node, "weekend"));
    }

    private static PlantedIncident planted(YamlNode node) {
        try {
            return new PlantedIncident(
                    text(node, "id"),
                    number(node, "lon"),
                    number(node, "lat"),
                    number(node, "radius_m"),
                    (int) number(node, "from_day"),
                    (int) number(node, "days"),
                    text(node, "category"),
                    number(node, "factor"));
        } catch (IllegalArgumentException e) {
            throw node.error(String.valueOf(e.getMessage()));
        }
    }

    private static String text(YamlNode node, String key) {
        return node.find(key).map(YamlNode::text).orElse("");
    }

    private static double number(YamlNode node, String key) {
        return node.find(key).map(DemoRhythm::number).orElse(1.0);
    }

    private static double number(YamlNode node) {
        try {
            return Double.parseDouble(node.text());
        } catch (NumberFormatException e) {
            throw node.error("a number is needed");
        }
    }

    private static double[] numbers(YamlNode list, int length) {
        double[] values = list.items().stream().mapToDouble(DemoRhythm::number).toArray();
        if (values.length != length) {
            throw list.error(length + " numbers are needed, not " + values.length);
        }
        return values;
    }

    private static double[] ones(int length) {
        double[] ones = new double[length];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** The name of the nearest topic among a category and the nodes above it, itself first; null when none is named. */
    @Nullable
    String topicOf(List<String> lineage) {
        return lineage.stream().filter(topics::containsKey).findFirst().orElse(null);
    }

    Topic topic(@Nullable String name) {
        return topics.getOrDefault(name == null ? "" : name, Topic.PLAIN);
    }

    /** Whether it rains on a day of that month. */
    boolean rains(int month, RandomGenerator random) {
        return random.nextDouble() < rain[month - 1];
    }

    /** One of the words for something; its name when the file has none. */
    String word(String what, RandomGenerator random) {
        List<String> list = words.getOrDefault(what, List.of());
        return list.isEmpty() ? what : list.get(random.nextInt(list.size()));
    }

    /** What is made to happen in the year: the truth that analysis is held against. */
    public List<PlantedIncident> planted() {
        return planted;
    }

    boolean has(String what) {
        return !words.getOrDefault(what, List.of()).isEmpty();
    }
}
