package io.meshclient.balance;

import io.meshclient.time.Internal;

/**
 * One priority's part in a {@link Plan}. Immutable.
 *
 * @param priority as its endpoints say
 * @param healthyLoad percentage of the calls for its healthy endpoints; in panic, for all of them
 * @param degradedLoad percentage of the calls for its degraded endpoints
 * @param panic whether health and ejection are not believed in it
 */
@Internal
public record LevelShare(int priority, int healthyLoad, int degradedLoad, boolean panic) {}
