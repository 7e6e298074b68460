package io.meshclient.discovery;

import io.meshclient.endpoint.EndpointSet;

/**
 * Hears of a target's endpoints. A discovery may call it on any thread, also before {@code subscribe} has returned; it
 * calls it for one change after another, never twice at the same time. Whoever implements it returns quickly.
 */
public interface Listener {

    /**
     * The target has these endpoints now, all of them; what an earlier set had and this one does not is gone.
     *
     * @param set the full set; an empty one is an answer, not a failure
     */
    void onEndpoints(EndpointSet set);

    /**
     * The source cannot be asked, or does not understand the target. Earlier endpoints stay; the discovery goes on trying,
     * and its next set, even if it equals the last one, says that the source works again.
     *
     * @param failure why, for people
     */
    void onFailure(Throwable failure);
}
