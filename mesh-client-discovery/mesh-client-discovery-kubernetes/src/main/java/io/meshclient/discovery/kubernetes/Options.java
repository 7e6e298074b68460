package io.meshclient.discovery.kubernetes;

import java.time.Duration;

/**
 * What a {@link KubernetesDiscovery} is told. Empty texts are not set.
 *
 * @param apiServer URL
 * @param kubeconfig path
 * @param context of the kubeconfig
 * @param namespace of services whose target names none
 * @param tokenFile path
 * @param caFile path
 * @param allowInsecure whether a server may go unchecked
 * @param addressFamily of dual-stack pods
 * @param pageSize slices in a page of a list
 * @param timeout of a page, and until a watch begins
 * @param watchTimeout after which a watch is begun anew
 * @param maxBytes of a list, and of an event
 */
record Options(
        String apiServer,
        String kubeconfig,
        String context,
        String namespace,
        String tokenFile,
        String caFile,
        boolean allowInsecure,
        AddressFamily addressFamily,
        int pageSize,
        Duration timeout,
        Duration watchTimeout,
        int maxBytes) {

    Options {
        if (!apiServer.isEmpty() && !kubeconfig.isEmpty()) {
            throw new IllegalArgumentException(
                    "api-server and kubeconfig both say where the API server is: set one of them");
        }
        if (!context.isEmpty() && !apiServer.isEmpty()) {
            throw new IllegalArgumentException(
                    "context is a part of a kubeconfig, and api-server is set instead of one");
        }
        if (!kubeconfig.isEmpty() && !(tokenFile.isEmpty() && caFile.isEmpty())) {
            throw new IllegalArgumentException(
                    "token-file and ca-file are not read beside a kubeconfig, which has its own: set them there");
        }
    }
}
