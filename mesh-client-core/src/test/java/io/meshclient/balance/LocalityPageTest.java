package io.meshclient.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The numbers of docs/locality.md are what the code makes of the same input. */
final class LocalityPageTest {

    private static final Path PAGE = Path.of("..", "docs", "locality.md");

    @Test
    void sharesOfPriorities() throws IOException {
        List<List<String>> rows = rows("| healthy endpoints, of 100 in each priority |");
        assertThat(rows).hasSizeGreaterThan(4);
        for (List<String> row : rows) {
            List<LevelCount> levels = new ArrayList<>();
            for (String healthy : row.get(0).split(" / ")) {
                levels.add(new LevelCount(100, 100, Integer.parseInt(healthy), 0));
            }
            PriorityLoads loads = PriorityLoads.of(levels, 140, 0);
            List<String> shares = new ArrayList<>();
            for (int rank = 0; rank < levels.size(); rank++) {
                shares.add(String.valueOf(loads.healthy(rank)));
            }
            assertThat(String.join(" / ", shares)).as(row.get(0)).isEqualTo(row.get(1));
        }
    }

    /** The cells of the table whose head begins so. */
    private static List<List<String>> rows(String head) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(PAGE)) {
            inside = line.startsWith(head) || inside && line.startsWith("|");
            if (inside && !line.startsWith(head) && !line.startsWith("|---")) {
                rows.add(List.of(line.substring(2, line.length() - 2).split(" \\| ")));
            }
        }
        return rows;
    }
}
