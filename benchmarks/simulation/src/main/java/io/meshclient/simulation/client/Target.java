package io.meshclient.simulation.client;

import io.meshclient.balance.Candidate;
import io.meshclient.guard.Admission;
import io.meshclient.simulation.server.Server;
import org.jspecify.annotations.Nullable;

/**
 * A server that takes an attempt.
 *
 * @param server who
 * @param admission what it gave
 * @param candidate whom the call must not ask again; null if the chooser does not care
 */
record Target(Server server, Admission admission, @Nullable Candidate candidate) {}
