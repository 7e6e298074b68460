package io.meshclient.benchmarks.faults.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A page in which the table stands between two marks. */
public final class Page {

    private static final String BEGIN = "<!-- printed by benchmarks/run.sh faults -->";
    private static final String END = "<!-- end of the table -->";

    private final Path file;

    public Page(Path file) {
        this.file = file;
    }

    /** Puts these lines in the place of those between the marks. */
    public void replace(List<String> table) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<String> changed = new ArrayList<>(lines.subList(0, mark(lines, BEGIN) + 1));
        changed.addAll(table);
        changed.add("");
        changed.addAll(lines.subList(mark(lines, END), lines.size()));
        Files.write(file, changed);
    }

    /** Each row of the table, by its first cell. */
    public Map<String, String> rows() throws IOException {
        Map<String, String> rows = new LinkedHashMap<>();
        for (String line : table()) {
            if (line.startsWith("| ")) {
                rows.put(line.substring(2, line.indexOf(" |", 2)), line);
            }
        }
        return rows;
    }

    /** The lines between the marks. */
    public List<String> table() throws IOException {
        List<String> lines = Files.readAllLines(file);
        return List.copyOf(lines.subList(mark(lines, BEGIN) + 1, mark(lines, END)));
    }

    private int mark(List<String> lines, String mark) throws IOException {
        int at = lines.indexOf(mark);
        if (at < 0) {
            throw new IOException(file + " has no line " + mark);
        }
        return at;
    }
}
