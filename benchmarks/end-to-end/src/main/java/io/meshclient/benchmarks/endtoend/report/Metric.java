package io.meshclient.benchmarks.endtoend.report;

/** What is measured per round, mode and contender. */
public enum Metric {
    P50_US("p50_us"),
    P99_US("p99_us"),
    RPS("rps"),
    /** CPU time per request of the client's process and its sidecars; backends and kernel threads are not in it. */
    CPU_US("cpu_us"),
    /** The sidecars' part of {@link #CPU_US}; shown in the table only. */
    SIDECAR_CPU_US(""),
    /** Bytes that the client's Java threads allocated per request. */
    BYTES("bytes"),
    /** Resident memory of the sidecars at the end of the interval. */
    RSS_MIB("rss_mib"),
    ERRORS("errors"),
    SENT("sent"),
    /** Requests that the backends counted. */
    SERVED("served");

    private final String column;

    Metric(String column) {
        this.column = column;
    }

    String column() {
        return column;
    }

    boolean inCsv() {
        return !column.isEmpty();
    }
}
