package io.meshclient.discovery.eureka;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server said: the whole registry, or what changed lately.
 *
 * @param hash what the whole registry adds up to, by the server's count; null if it did not say
 * @param changes in the order of the answer
 */
record Answer(@Nullable String hash, List<Change> changes) {}
