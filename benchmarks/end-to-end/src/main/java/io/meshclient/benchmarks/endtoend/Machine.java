package io.meshclient.benchmarks.endtoend;

/** What a reader must know of the machine, and no more. */
public final class Machine {
    private Machine() {}

    public static String describe() {
        return "%d cores, JDK %s, %s %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        Runtime.version(),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"));
    }
}
