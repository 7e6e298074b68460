package io.meshclient.outcome;

/** Why a call made no further attempt. */
public enum StopReason {
    /** A response that needs no retry. */
    ANSWERED("answered", "the response needs no retry"),
    /** The retry policy does not name this failure. */
    NOT_RETRYABLE("not-retryable", "retry.on does not name this failure"),
    /** The request may have been processed and is not known to be idempotent. */
    NOT_REPLAYABLE(
            "not-replayable",
            "the request may have been processed, and it is not idempotent (mark it with CallOptions or an"
                    + " Idempotency-Key header if it is)"),
    /** The body can be written once only, and writing had begun. */
    BODY_NOT_REPEATABLE("body-not-repeatable", "the request body can be written only once, and writing had begun"),
    /** Retries are switched off. */
    RETRY_DISABLED("retry-disabled", "retries are switched off"),
    /** retry.max-retries is used up. */
    RETRIES_EXHAUSTED("retries-exhausted", "retry.max-retries is used up"),
    /** The service's retry budget is empty. */
    BUDGET_EXHAUSTED("budget-exhausted", "the retry budget of the service is empty"),
    /** The call's time was up, or would be before another attempt could start. */
    DEADLINE("deadline", "the call timeout leaves no time for another attempt"),
    /** The deadline of whoever the call is made for was over, or would be before another attempt could start. */
    CALLER_DEADLINE(
            "caller-deadline",
            "the deadline of the request that this call is made for leaves no time for another attempt"),
    /** No other endpoint could be asked. */
    NO_OTHER_ENDPOINT("no-other-endpoint", "no other endpoint was available"),
    /** The mesh refused to go on; see the report's refusal. */
    REFUSED("refused", "the mesh refused"),
    /** The caller cancelled. */
    CANCELED("canceled", "the call was cancelled");

    private final String token;
    private final String sentence;

    StopReason(String token, String sentence) {
        this.token = token;
        this.sentence = sentence;
    }

    /**
     * The word used in logs and views.
     *
     * @return such as {@code budget-exhausted}
     */
    public String token() {
        return token;
    }

    /**
     * The reason in words.
     *
     * @return part of a sentence
     */
    public String sentence() {
        return sentence;
    }
}
