package io.meshclient.balance;

import io.meshclient.time.Internal;
import java.util.List;

/**
 * One priority's part in a {@link Plan}. Immutable.
 *
 * @param priority as its endpoints say
 * @param healthyLoad percentage of the calls for its healthy endpoints; in panic, for all of them
 * @param degradedLoad percentage of the calls for its degraded endpoints
 * @param panic whether health and ejection are not believed in it
 * @param zones how the calls for its healthy endpoints are spread over zones; empty if zones are disregarded
 * @param why the reason for that, for people
 */
@Internal
public record LevelShare(
        int priority, int healthyLoad, int degradedLoad, boolean panic, List<ZoneShare> zones, String why) {}
