package org.servicemap.sedona;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.math3.special.Erf;
import org.apache.sedona.spark.SedonaContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Heat map and hot spots from exported facts, on Apache Sedona: {@code HotSpotsJob DIR FROM TO RESOLUTION OUT} reads the Parquet files of
 * {@code insights export}, counts the requests received from one day to another (both included) by H3 cell, without sensitive ones, and says with
 * Getis and Ord's Gi* which cells with their six neighbours have more or fewer than chance, with Benjamini and Hochberg's correction. Cells are
 * those with any request within the 365 days up to the last one, as the server takes them: those without any in the period count as none. Writes
 * {@code OUT/heat} and {@code OUT/hot_spots} as Parquet. The server computes the same in one process; a test holds both equal.
 */
public final class HotSpotsJob {
    private static final int MODE_BITS = 52;
    private static final int BITS_OF_DIGIT = 3;
    private static final int DIGITS = 15;
    private static final int STORED = 9;
    private static final int LOOKED_BACK = 365;

    private HotSpotsJob() {}

    /**
     * A cell's result.
     *
     * @param z positive: hot; negative: cold
     * @param p two-sided, of this cell alone
     * @param q p after the correction over all cells
     */
    public record Local(long cell, long requests, double z, double p, double q) {}

    public static void main(String[] args) {
        try (SparkSession spark = session()) {
            Dataset<Row> heat = heat(spark, args[0], args[1], args[2], Integer.parseInt(args[3])).cache();
            heat.selectExpr("cell", "requests", "ST_AsText(centre) AS centre").write().parquet(args[4] + "/heat");
            List<HotSpotBean> found =
                    hotSpots(spark, heat).stream().map(HotSpotBean::new).toList();
            spark.createDataFrame(found, HotSpotBean.class).write().parquet(args[4] + "/hot_spots");
            System.out.println(found.size() + " cells");
        }
    }

    /** Local unless {@code spark.master} says otherwise. */
    static SparkSession session() {
        return SedonaContext.create(SedonaContext.builder()
                .master(System.getProperty("spark.master", "local[2]"))
                .appName("ServiceMap facts")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", System.getProperty("spark.sql.shuffle.partitions", "4"))
                .getOrCreate());
    }

    /** {@code cell, requests, centre}: the centre is a point, WGS 84; cells with none in the period too, when they had any in the year. */
    static Dataset<Row> heat(SparkSession spark, String folder, String from, String to, int resolution) {
        spark.read().parquet(folder + "/requests").createOrReplaceTempView("requests");
        return spark.sql("SELECT cell, requests, ST_Centroid(ST_H3ToGeom(array(cell))[0]) AS centre FROM (SELECT "
                + parent(resolution) + " AS cell, count(*) FILTER (WHERE received_day >= DATE '" + from
                + "') AS requests FROM requests WHERE received_day BETWEEN least(DATE '" + from + "', date_sub(DATE '" + to
                + "', " + (LOOKED_BACK - 1) + ")) AND DATE '" + to
                + "' AND cell IS NOT NULL AND sensitive IS NOT TRUE GROUP BY 1)");
    }

    /** As the H3 index is defined: the resolution's bits are set, and the digits of what is finer filled up. */
    private static String parent(int resolution) {
        if (resolution >= STORED) {
            return "cell";
        }
        long keep = ~(0xFL << MODE_BITS);
        long fill = (1L << (BITS_OF_DIGIT * (DIGITS - resolution))) - 1;
        return "((cell & " + keep + "L) | " + (((long) resolution << MODE_BITS) | fill) + "L)";
    }

    static List<Local> hotSpots(SparkSession spark, Dataset<Row> heat) {
        heat.createOrReplaceTempView("heat");
        return corrected(spark.sql("""
                WITH whole AS (SELECT count(*) AS n, avg(requests) AS mean,
                                      sqrt(avg(requests * requests) - avg(requests) * avg(requests)) AS s FROM heat),
                     ring AS (SELECT cell, explode(ST_H3KRing(cell, 1, false)) AS other FROM heat),
                     near AS (SELECT ring.cell, sum(heat.requests) AS total, count(*) AS size
                              FROM ring JOIN heat ON heat.cell = ring.other GROUP BY ring.cell)
                SELECT near.cell, heat.requests,
                       CASE WHEN s > 0 AND size < n
                            THEN (total - mean * size) / (s * sqrt(size * (n - size) / (n - 1))) ELSE CAST(0 AS DOUBLE) END AS z
                FROM near JOIN heat ON heat.cell = near.cell CROSS JOIN whole""").collectAsList());
    }

    private static List<Local> corrected(List<Row> rows) {
        List<Local> byP = new ArrayList<>();
        for (Row row : rows) {
            double z = row.getDouble(2);
            byP.add(new Local(row.getLong(0), row.getLong(1), z, Erf.erfc(Math.abs(z) / Math.sqrt(2)), 1));
        }
        byP.sort(Comparator.comparingDouble(Local::p));
        double least = 1;
        for (int rank = byP.size(); rank >= 1; rank--) {
            Local each = byP.get(rank - 1);
            least = Math.min(least, each.p() * byP.size() / rank);
            byP.set(rank - 1, new Local(each.cell(), each.requests(), each.z(), each.p(), least));
        }
        return byP;
    }

    /** As Spark reads columns. */
    public static final class HotSpotBean {
        private final Local local;

        HotSpotBean(Local local) {
            this.local = local;
        }

        public long getCell() {
            return local.cell();
        }

        public long getRequests() {
            return local.requests();
        }

        public double getZ() {
            return local.z();
        }

        public double getP() {
            return local.p();
        }

        public double getQ() {
            return local.q();
        }
    }
}
