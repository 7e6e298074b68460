package io.meshclient.discovery.eureka;

import io.meshclient.discovery.Listener;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whoever waits for news of a target. Not for use by several threads. */
final class Watch {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final int MOST_COMPLAINTS = 100;

    private final Target target;
    private final Listener listener;
    private final Set<String> complained = new HashSet<>();
    private @Nullable EndpointSet told;
    private boolean failing;

    Watch(Target target, Listener listener) {
        this.target = target;
        this.listener = listener;
    }

    /** Tells the target's endpoints if they are others, or if the last news was a failure. */
    void tell(Registry registry) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (Instance instance : registry.instances(target)) {
            if (instance.endpoint() != null) {
                endpoints.add(instance.endpoint());
            } else if (instance.unusable() != null) {
                complain(instance, instance.unusable());
            }
        }
        EndpointSet set = EndpointSet.of(endpoints);
        if (failing || !set.equals(told)) {
            told = set;
            failing = false;
            listener.onEndpoints(set);
        }
    }

    void fail(Throwable why) {
        failing = true;
        listener.onFailure(why);
    }

    private void complain(Instance instance, String why) {
        if (complained.size() < MOST_COMPLAINTS && complained.add(instance.id())) {
            LOG.warn("Instance {} of {} in Eureka is left out: {}", instance.id(), instance.application(), why);
        }
    }
}
