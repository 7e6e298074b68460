package io.meshclient.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.endpoint.Locality;
import io.meshclient.policy.MeshConfig;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The numbers of docs/locality.md are what the code makes of the same input. */
final class LocalityPageTest {

    private static final ZoneLoads.Load SILENT = new ZoneLoads.Load(Double.NaN, true);
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

    @Test
    void sharesOfZonesByCallers() throws IOException {
        LocalityRule rule = new LocalityRule(
                LocalityRule.Mode.ZONE_AWARE, new Locality("", "z0", ""), Map.of(), 6, 100, 0, 0.1, 0.03);
        List<List<String>> rows = rows("| callers by zone |");
        assertThat(rows).hasSize(4);
        for (List<String> row : rows) {
            int[] callers = numbers(row.get(0));
            int[] healthy = numbers(row.get(1));
            List<ZoneCount> zones = new ArrayList<>();
            for (int i = 0; i < callers.length; i++) {
                int counted = Math.max(1, healthy[i]);
                zones.add(new ZoneCount("z" + i, i == 0, 1, counted, healthy[i], callers[i], SILENT));
            }
            int all = Arrays.stream(callers).sum();
            assertThat(shares(ZoneShares.zoneAware(zones, rule, all, callers.length)))
                    .isEqualTo(row.get(2));
        }
    }

    @Test
    void sharesOfZonesByWeight() throws IOException {
        List<List<String>> rows = rows("| weights |");
        assertThat(rows).hasSize(2);
        for (List<String> row : rows) {
            int[] weights = numbers(row.get(0));
            int[] healthy = numbers(row.get(1));
            List<ZoneCount> zones = new ArrayList<>();
            for (int i = 0; i < weights.length; i++) {
                zones.add(new ZoneCount("z" + i, false, weights[i], 10, healthy[i], 0, SILENT));
            }
            assertThat(shares(ZoneShares.weighted(zones, 140))).isEqualTo(row.get(2));
        }
    }

    @Test
    void sharesOfZonesByLoad() throws IOException {
        List<List<String>> rows = rows("| utilisation by zone,");
        assertThat(rows).hasSize(3);
        for (List<String> row : rows) {
            List<ZoneCount> zones = new ArrayList<>();
            for (String utilization : row.get(0).split(" / ")) {
                ZoneLoads.Load load = new ZoneLoads.Load(Double.parseDouble(utilization), false);
                zones.add(new ZoneCount("z" + zones.size(), zones.isEmpty(), 1, 10, 10, 0, load));
            }
            assertThat(shares(LoadAwareZones.shares(zones, 0.1, 0.03))).isEqualTo(row.get(1));
        }
    }

    @Test
    void examplesOfPropertiesAreAccepted() throws IOException {
        Matcher examples =
                Pattern.compile("```properties\\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
        int count = 0;
        while (examples.find()) {
            Properties example = new Properties();
            example.load(new StringReader(examples.group(1)));
            Map<String, String> properties = new LinkedHashMap<>();
            example.forEach((key, value) -> properties.put((String) key, (String) value));
            MeshConfig.builder().properties(properties).build();
            count++;
        }
        assertThat(count).isEqualTo(3);
    }

    private static int[] numbers(String cell) {
        return Arrays.stream(cell.split(" / ")).mapToInt(Integer::parseInt).toArray();
    }

    private static String shares(ZoneShares shares) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < shares.parts().length; i++) {
            texts.add(String.format(Locale.ROOT, "%.1f %%", 100 * shares.share(i)));
        }
        return String.join(" / ", texts);
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
