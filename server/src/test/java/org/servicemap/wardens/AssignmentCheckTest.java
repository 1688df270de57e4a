package org.servicemap.wardens;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.wardens.AssignmentCheck.Report;

/** Tables of assignments: what is told of which row and column, and what they would change. */
class AssignmentCheckTest {
    private static final String HEADER = "login,duty,grid,first_day,last_day,substitute_for\n";
    private static final LocalDate MARCH = LocalDate.of(2026, 3, 1);

    @TempDir
    private Path folder;

    private static AssignmentStore.Person person(long id, String login) {
        return new AssignmentStore.Person(id, login, login, id == 9 ? "other" : "own", null, null, false);
    }

    private Report check(String rows, Assignment... existing) throws IOException {
        Path file = folder.resolve("table.csv");
        Files.writeString(file, HEADER + rows);
        return check(file, "UTF-8", existing);
    }

    private static Report check(Path file, String encoding, Assignment... existing) {
        return new AssignmentCheck(
                        Map.of("ann", person(1, "ann"), "bob", person(2, "bob"), "eve", person(9, "eve")),
                        code -> code.startsWith("g"),
                        code -> !code.equals("g9"),
                        one -> "own".equals(one.unit()),
                        List.of(existing))
                .check(SentTable.read(file, encoding, AssignmentTable::read));
    }

    private static List<String> faults(Report report) {
        return report.faults().stream()
                .map(fault -> fault.line() + " " + fault.column() + " " + fault.code())
                .toList();
    }

    @Test
    void everyMistakeIsToldWithItsRowAndColumn() throws IOException {
        Report report = check("""
                ann,warden,g1,2026-03-01,,
                nobody,warden,g1,2026-03-01,,
                eve,warden,g1,2026-03-01,,
                ann,boss,g1,2026-03-01,,
                ann,warden,x1,2026-03-01,,
                ann,warden,g9,2026-03-01,,
                ann,warden,g2,1.3.2026,,
                ann,warden,g2,2026-02-30,,
                ann,warden,g2,2026-03-05,2026-03-04,
                ,,,,,x
                ann,steward,g2,2026-03-05,,ann
                bob,steward,g3,2026-03-05,,ann
                ann,warden,g1,2026-06-01,,
                """);

        assertThat(faults(report))
                .containsExactly(
                        "3 login unknown_login",
                        "4 login out_of_scope",
                        "5 duty bad_value",
                        "6 grid unknown_grid",
                        "7 grid out_of_scope",
                        "8 first_day bad_date",
                        "9 first_day bad_date",
                        "10 last_day bad_value",
                        "11 login missing_value",
                        "11 duty missing_value",
                        "11 grid missing_value",
                        "11 first_day missing_value",
                        "11 substitute_for unknown_login",
                        "12 substitute_for bad_value",
                        "14 first_day already_assigned",
                        "13 substitute_for not_assigned");
    }

    @Test
    void theSameAccountDutyGridAndFirstDayAreTheSameAssignment() throws IOException {
        Assignment kept = new Assignment(5, 1, Assignment.WARDEN, "g1", MARCH, null, null);
        Assignment ends = new Assignment(6, 1, Assignment.WARDEN, "g2", MARCH, MARCH.plusDays(30), null);

        Report report = check(
                "ANN,网格员,g1,2026/3/1,,\nann,warden,g2,2026-03-01,2026-03-10,\nbob,warden,g2,2026-03-02,2026-03-05,ann\n",
                kept,
                ends);

        assertThat(faults(report)).isEmpty();
        assertThat(report.unchanged()).isEqualTo(1);
        assertThat(report.changes())
                .extracting(change -> change.after().id() + " " + change.after().span())
                .containsExactly("6 2026-03-01 to 2026-03-10", "0 2026-03-02 to 2026-03-05");
        assertThat(report.changes().get(0).before()).isEqualTo(ends);
    }

    @Test
    void whatStandsInTheWayIsToldAlsoWhenItIsKept() throws IOException {
        Assignment kept = new Assignment(5, 1, Assignment.WARDEN, "g1", MARCH, null, null);

        assertThat(faults(check("ann,warden,g1,2026-04-01,,\n", kept))).containsExactly("2 first_day already_assigned");
        assertThat(faults(check("ann,warden,g1,2026-04-01,,\nann,warden,g1,2026-03-01,2026-03-31,\n", kept)))
                .as("the kept one ends in the same table")
                .isEmpty();
    }

    @Test
    void workbooksAndOldEncodingsAreRead() throws IOException {
        Path xlsx = folder.resolve("table.xlsx");
        try (OutputStream out = Files.newOutputStream(xlsx);
                Workbook book = new Workbook(out, "test", "1.0")) {
            Worksheet sheet = book.newWorksheet("1");
            List.of("login", "duty", "grid", "first_day")
                    .forEach(name -> sheet.value(
                            0, List.of("login", "duty", "grid", "first_day").indexOf(name), name));
            sheet.value(1, 0, "ann");
            sheet.value(1, 1, "街巷长");
            sheet.value(1, 2, "g1");
            sheet.value(1, 3, MARCH);
            sheet.style(1, 3).format("yyyy-mm-dd").set();
        }
        assertThat(check(xlsx, "UTF-8").changes())
                .extracting(
                        change -> change.after().duty() + " " + change.after().firstDay())
                .containsExactly("steward 2026-03-01");

        Path old = folder.resolve("old.csv");
        Files.write(old, (HEADER + "ann,网格员,g1,2026-03-01,,\n").getBytes(Charset.forName("GB18030")));
        assertThat(check(old, "GB18030").changes()).hasSize(1);
    }
}
