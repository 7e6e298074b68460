package io.meshclient.simulation.scenario;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.simulation.latency.Latency;
import io.meshclient.time.Internal;

/**
 * One fake server. Times are nanoseconds. Immutable.
 *
 * @param index its place among all
 * @param group whose it is
 * @param endpoint what discovery says of it
 * @param workers requests that it works on at the same time
 * @param queue requests that wait
 * @param latency a worker's time
 * @param coldFactor what work takes just after the start
 * @param coldFor how long until that is over
 * @param joins when discovery first names it
 * @param leaves when discovery stops naming it; {@link Long#MAX_VALUE} for never
 * @param pausesEvery mean time between pauses; 0 for none
 * @param pausesFor their length
 */
@Internal
public record ServerSpec(
        int index,
        String group,
        Endpoint endpoint,
        int workers,
        int queue,
        Latency latency,
        double coldFactor,
        long coldFor,
        long joins,
        long leaves,
        long pausesEvery,
        long pausesFor) {

    /**
     * Its name.
     *
     * @return such as {@code web-1}
     */
    public String name() {
        return endpoint.host();
    }
}
