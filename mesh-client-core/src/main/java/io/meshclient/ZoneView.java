package io.meshclient;

/**
 * One zone of a priority, and its part of that priority's calls. Immutable.
 *
 * @param zone {@code region/zone}
 * @param own whether this process runs there
 * @param healthy endpoints that work
 * @param percent of the priority's calls
 */
public record ZoneView(String zone, boolean own, int healthy, double percent) {}
