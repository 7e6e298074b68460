package io.meshclient.benchmarks.endtoend.report;

/** How many callers call at once. */
public enum Mode {
    C1("c1", 1),
    C8("c8", 8);

    private final String label;
    private final int callers;

    Mode(String label, int callers) {
        this.label = label;
        this.callers = callers;
    }

    public String label() {
        return label;
    }

    public int callers() {
        return callers;
    }
}
