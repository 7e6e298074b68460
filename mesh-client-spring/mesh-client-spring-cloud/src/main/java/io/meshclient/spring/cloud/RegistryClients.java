package io.meshclient.spring.cloud;

import org.jspecify.annotations.Nullable;

/**
 * The application's discovery clients of one kind, looked up when they are asked for. Spring Cloud makes clients over a list
 * in properties wherever it is, so that there is a client does not mean that there is a registry.
 */
interface RegistryClients {

    /**
     * The clients, if one of them is more than a list in properties.
     *
     * @return null if there is none
     */
    @Nullable
    Registry ofRegistry();

    /**
     * The clients, whatever they are.
     *
     * @return null if there is none
     */
    @Nullable
    Registry any();
}
