package io.meshclient.policy;

/**
 * How calls are spread over priorities.
 *
 * @param overprovisioning percentage: how much an endpoint can take beyond its share
 * @param failOnPanic whether calls to a priority in panic are refused
 */
public record PriorityPolicy(int overprovisioning, boolean failOnPanic) {

    static PriorityPolicy of(Settings settings) {
        return new PriorityPolicy(settings.get(PriorityKeys.OVERPROVISIONING), settings.get(KeyTable.FAIL_ON_PANIC));
    }
}
