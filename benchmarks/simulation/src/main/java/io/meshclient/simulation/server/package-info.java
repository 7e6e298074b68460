/**
 * Fake servers: workers, a queue, and what goes wrong with them.
 */
@NullMarked
package io.meshclient.simulation.server;

import org.jspecify.annotations.NullMarked;
