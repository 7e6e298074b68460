/**
 * Callers: the load, and the driver of the call engine in virtual time.
 */
@NullMarked
package io.meshclient.simulation.client;

import org.jspecify.annotations.NullMarked;
