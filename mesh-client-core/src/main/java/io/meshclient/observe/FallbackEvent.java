package io.meshclient.observe;

import io.meshclient.outcome.CallReport;

/**
 * A service's fallback was asked in the place of a failed call, and did not leave the failure as it was.
 *
 * @param service the service's name
 * @param report the story of the call that failed
 * @param answered whether there was a response; if not, the fallback threw
 */
public record FallbackEvent(String service, CallReport report, boolean answered) {}
