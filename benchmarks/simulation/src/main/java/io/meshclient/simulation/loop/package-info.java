/**
 * Virtual time: events in a stable order, and randomness that repeats.
 */
@NullMarked
package io.meshclient.simulation.loop;

import org.jspecify.annotations.NullMarked;
