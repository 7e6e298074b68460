package io.meshclient.cluster;

import io.meshclient.balance.Picker;
import java.util.List;

/**
 * A cluster's endpoints at one moment, and the picker built for them. Immutable; the states in it live on.
 *
 * @param states every endpoint
 * @param picker chooses among them
 */
record ClusterSnapshot(List<EndpointState> states, Picker<EndpointState> picker) {}
