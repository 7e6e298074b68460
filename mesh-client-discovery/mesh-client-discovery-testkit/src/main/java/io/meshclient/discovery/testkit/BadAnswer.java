package io.meshclient.discovery.testkit;

/** How a source may answer so that nothing can be made of it. */
public enum BadAnswer {
    /** Something else than the protocol's: an error page of a proxy, another format. */
    MALFORMED,
    /** The beginning of a good answer, and then the end of the connection or the file. */
    TRUNCATED,
    /** Well-formed, but of other types than the protocol has: a list for an object, a text for a number. */
    WRONG_TYPES,
    /** More than anybody would say, or without end. */
    HUGE,
    /** A good answer, but a byte now and then. */
    TRICKLING,
    /** The question is taken, and nothing is said. */
    SILENT,
    /** A refusal, which repeats the secret that it was asked with. */
    REPEATS_THE_SECRET
}
