package io.meshclient.discovery.consul;

import io.meshclient.discovery.Listener;
import io.meshclient.discovery.Subscription;
import io.meshclient.discovery.WatchedDiscovery;
import io.meshclient.time.MeshRuntime;

/** What the watches of one Consul share. */
record ConsulSource(Agent agent, MeshRuntime runtime) implements WatchedDiscovery.Source {

    @Override
    public Subscription watch(String target, Listener heard) {
        return new ServiceWatch(target, agent, runtime, heard).start();
    }

    @Override
    public void close() {
        agent.close();
    }
}
