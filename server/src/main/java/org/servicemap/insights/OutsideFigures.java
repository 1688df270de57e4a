package org.servicemap.insights;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.ErrorCode;

/** Figures from elsewhere that counts of requests are related to. A dataset that is not there, or not of that kind, is a refusal. */
public interface OutsideFigures {
    /** Of every method that takes a dataset. */
    ErrorCode UNKNOWN = new ErrorCode(404, "unknown_dataset", "there is no such dataset");

    /** Changes when any figure does; for tags. */
    String state();

    /** The dataset that figures per 10,000 residents divide by, by area of a level (1 coarsest); empty without one. */
    Map<String, Double> residents(int rank);

    /** Which dataset and version that is, as {@code id@version}; null without one. */
    @Nullable
    String residentsRef();

    /** The denominators of a dataset by area of a level, summed up from its own level. */
    Map<String, Double> denominators(long dataset, int rank);

    /** What a dataset says of the areas of a level: only of its own, or summed up from a finer one when it counts. */
    Map<String, Double> byArea(long dataset, int rank);

    /** Whether a dataset tells of days, not of areas. */
    boolean isDaily(long dataset);

    Map<LocalDate, Double> byDay(long dataset);

    /** The datasets by day that go along with something, such as the weather; not those that count what counts are divided by. */
    List<DailyFigures> daily();
}
