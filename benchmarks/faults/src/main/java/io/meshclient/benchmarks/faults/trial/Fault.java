package io.meshclient.benchmarks.faults.trial;

/** One fault, which is caused for real and looked at from the caller's side. Immutable. */
public interface Fault {

    /** What it is, in a few words; the first column of the table, and what {@code --only} takes. */
    String name();

    /** Under which heading it stands. */
    String group();

    /**
     * What is promised, as Markdown: what the caller sees and within what time. It is made of the same bounds that the
     * finding is held against, for the page is compared with it.
     */
    String target();

    /**
     * Causes the fault, and cleans up.
     *
     * @param trial short or long, and what a fault needs
     * @return what was found
     * @throws Exception if it could not be tried, which counts as missed
     */
    Finding run(Trial trial) throws Exception;
}
