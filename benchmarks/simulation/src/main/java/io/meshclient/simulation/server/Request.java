package io.meshclient.simulation.server;

import io.meshclient.time.Internal;

/** An attempt as a server sees it. The server tells exactly one of the ends, unless it stalls for ever. */
@Internal
public interface Request {

    /** Which draw decides how much work it is. */
    int WORK = 0;

    /** Which draw decides whether a partly failing server fails it. */
    int FATE = 1;

    /**
     * A number that belongs to this request, the same whatever policy sends it.
     *
     * @param what {@link #WORK} or {@link #FATE}
     * @return 0 &lt; x &lt; 1
     */
    double draw(int what);

    /**
     * The server answers now.
     *
     * @param answer what it says
     */
    void answered(Answer answer);

    /** The connection was refused now. */
    void refused();

    /** The process ended now, with the request unanswered. */
    void reset();

    /** Nobody ever answers the attempt to connect. */
    void unreachable();
}
