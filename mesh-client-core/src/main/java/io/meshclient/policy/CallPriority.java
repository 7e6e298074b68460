package io.meshclient.policy;

/** Who is refused first when there is too much: calls that are sheddable, then most, last of all those that are critical. */
public enum CallPriority {
    /** Somebody waits for it, and cannot go on without. */
    CRITICAL,
    /** Of a call that says nothing. */
    DEFAULT,
    /** It can be made later, or not at all: prefetching, refreshing, batches. */
    SHEDDABLE
}
