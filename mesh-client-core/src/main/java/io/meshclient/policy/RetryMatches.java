package io.meshclient.policy;

import io.meshclient.outcome.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the conditions of {@code retry.on} that have a list compare with. Immutable.
 *
 * @param statusCodes of {@link RetryOn#RETRIABLE_STATUS_CODES}
 * @param headers of responses, of {@link RetryOn#RETRIABLE_HEADERS}
 * @param requestHeaders without one of which a request is not retried at all; empty for no such rule
 * @param anyStatus whether the headers of every response matter, whatever its status; follows from the conditions
 */
public record RetryMatches(
        List<StatusRange> statusCodes, List<HeaderMatch> headers, List<HeaderMatch> requestHeaders, boolean anyStatus) {

    /** Copies the lists. */
    public RetryMatches {
        statusCodes = List.copyOf(statusCodes);
        headers = List.copyOf(headers);
        requestHeaders = List.copyOf(requestHeaders);
    }

    static RetryMatches of(Settings settings) {
        return new RetryMatches(
                settings.get(RetryRuleKeys.STATUS_CODES),
                settings.get(RetryRuleKeys.HEADERS),
                settings.get(RetryRuleKeys.REQUEST_HEADERS),
                false);
    }

    /** These, told which conditions look at them. */
    RetryMatches under(Set<RetryOn> on) {
        boolean any = on.contains(RetryOn.RETRIABLE_HEADERS) || on.stream().anyMatch(RetryOn::isGrpc);
        return any == anyStatus ? this : new RetryMatches(statusCodes, headers, requestHeaders, any);
    }

    /** These and more. */
    RetryMatches and(List<StatusRange> moreStatusCodes, List<HeaderMatch> moreHeaders) {
        List<StatusRange> allCodes = new ArrayList<>(statusCodes);
        allCodes.addAll(moreStatusCodes);
        List<HeaderMatch> allHeaders = new ArrayList<>(headers);
        allHeaders.addAll(moreHeaders);
        return new RetryMatches(allCodes, allHeaders, requestHeaders, anyStatus);
    }

    boolean hasStatusOf(Outcome outcome) {
        for (StatusRange range : statusCodes) {
            if (range.contains(outcome.status())) {
                return true;
            }
        }
        return false;
    }
}
