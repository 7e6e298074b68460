package io.meshclient.balance;

/**
 * One zone of a priority, counted. Immutable.
 *
 * @param zone its name
 * @param own whether the caller runs there
 * @param weight as configured
 * @param counted its endpoints whose health counts
 * @param healthy those that work
 * @param callers instances of the caller's own service that run there
 * @param load what its endpoints say of their load
 */
record ZoneCount(String zone, boolean own, int weight, int counted, int healthy, int callers, ZoneLoads.Load load) {}
