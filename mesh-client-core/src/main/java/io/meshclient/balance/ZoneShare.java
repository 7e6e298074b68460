package io.meshclient.balance;

import io.meshclient.time.Internal;

/**
 * One zone's part of a priority's calls. Immutable.
 *
 * @param zone {@code region/zone}
 * @param own whether the caller runs there
 * @param healthy endpoints that work
 * @param share 0 … 1
 */
@Internal
public record ZoneShare(String zone, boolean own, int healthy, double share) {}
