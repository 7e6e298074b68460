package io.meshclient.guard;

import io.meshclient.outcome.RefusalReason;
import io.meshclient.time.Internal;

/**
 * A no, with its reason. Immutable; the common ones are made once.
 *
 * @param reason why
 */
@Internal
public record Refusal(RefusalReason reason) implements AdmissionResult {

    /** The endpoint is ejected. */
    public static final Refusal EJECTED = new Refusal(RefusalReason.ENDPOINT_EJECTED);

    /** The endpoint refused connections a moment ago. */
    public static final Refusal HELD_OFF = new Refusal(RefusalReason.ENDPOINT_HELD_OFF);

    /** The endpoint has as many calls as its limit allows. */
    public static final Refusal AT_LIMIT = new Refusal(RefusalReason.ENDPOINT_AT_LIMIT);

    /** The endpoint's breaker is open. */
    public static final Refusal ENDPOINT_BREAKER_OPEN = new Refusal(RefusalReason.ENDPOINT_BREAKER_OPEN);

    /** The endpoint has been removed. */
    public static final Refusal REMOVED = new Refusal(RefusalReason.ENDPOINT_REMOVED);

    /** The service has no endpoints. */
    public static final Refusal NO_ENDPOINTS = new Refusal(RefusalReason.NO_ENDPOINTS);

    /** All are ejected or unhealthy, and panic is off. */
    public static final Refusal NO_HEALTHY_ENDPOINT = new Refusal(RefusalReason.NO_HEALTHY_ENDPOINT);

    /** No endpoint has the metadata that the call asks for. */
    public static final Refusal NO_SUBSET = new Refusal(RefusalReason.NO_SUBSET);

    /** Every endpoint that was picked refused. */
    public static final Refusal ALL_REFUSED = new Refusal(RefusalReason.ENDPOINTS_REFUSED);

    /** Every endpoint that was picked has as many calls as its limit allows. */
    public static final Refusal ALL_AT_LIMIT = new Refusal(RefusalReason.ENDPOINTS_AT_LIMIT);

    /** The service's breaker is open. */
    public static final Refusal BREAKER_OPEN = new Refusal(RefusalReason.BREAKER_OPEN);
}
