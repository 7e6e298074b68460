package io.meshclient.samples.shop;

/**
 * When the script does what, in seconds of the counted time.
 *
 * @param registryKilled before all other troubles
 * @param registryBack not before the rolling restart is over
 */
record Timetable(
        int registryKilled,
        Span slow,
        Span errors,
        Span death,
        int rolling,
        long betweenRestartsMillis,
        int registryBack) {
    /** What {@code mvn -Pdemo} plays, with or without a registry. */
    static final Timetable SHOP = new Timetable(2, new Span(3, 10), new Span(13, 19), new Span(22, 25), 28, 1000, 42);

    /** The same in a few seconds, to see that it works. */
    static final Timetable SHORT = new Timetable(0, new Span(0, 1), new Span(1, 2), new Span(2, 3), 3, 0, 4);

    /** From a second to a later one. */
    record Span(int from, int to) {}
}
