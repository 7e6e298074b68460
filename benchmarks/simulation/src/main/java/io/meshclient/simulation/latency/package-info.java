/**
 * How long work takes: distributions, read by quantile.
 */
@NullMarked
package io.meshclient.simulation.latency;

import org.jspecify.annotations.NullMarked;
