package io.meshclient.outcome;

/** What an outcome means, decided once per attempt and shared by all who learn from it. */
public enum Verdict {
    /** The endpoint did its work. */
    SUCCESS,
    /** It failed, and the retry policy names this failure. */
    RETRYABLE_FAILURE,
    /** It failed, and another attempt is not asked for. */
    FAILURE,
    /** It says nothing about the endpoint: cancelled by us or by the caller, answered by the cache. */
    IGNORED
}
