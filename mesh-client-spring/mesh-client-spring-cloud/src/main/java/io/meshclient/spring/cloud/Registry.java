package io.meshclient.spring.cloud;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;

/** The application's registry, as its Spring Cloud client shows it. Safe for use by many threads. */
@FunctionalInterface
interface Registry {

    /**
     * Asks for the instances of a service; may block as long as it likes, and ends early when its thread is interrupted, if
     * the client behind it does.
     *
     * @param target what the registry calls the service
     * @return all instances; null and nulls in it come from clients that do not keep their contract
     */
    @Nullable
    List<? extends @Nullable ServiceInstance> instances(String target);
}
