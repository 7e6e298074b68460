package io.meshclient.samples.shop.load;

import io.meshclient.samples.shop.Item;
import org.jspecify.annotations.Nullable;

/**
 * What a client hands to the load generator.
 *
 * @param item the body, or null when the status says that there is nothing to read in it
 */
public record Answer(int status, @Nullable Item item) {}
