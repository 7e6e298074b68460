package io.meshclient.spring.cloud;

import io.meshclient.time.Ticker;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a target's answers are worth a log line for: what is new, and at most one line a minute. Used by one thread at a time. */
final class Remarks {

    private static final Logger LOG = LoggerFactory.getLogger(Remarks.class);
    private static final long GAP_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String target;
    private final Ticker ticker;
    private String leftOut = "";
    private long leftOutNanos;
    private boolean secure;

    Remarks(String target, Ticker ticker) {
        this.target = target;
        this.ticker = ticker;
        this.leftOutNanos = ticker.nanos() - GAP_NANOS;
    }

    void on(Answer answer) {
        if (answer.leftOut().isEmpty()) {
            leftOut = "";
        } else if (!answer.leftOut().equals(leftOut) && ticker.nanos() - leftOutNanos >= GAP_NANOS) {
            leftOut = answer.leftOut();
            leftOutNanos = ticker.nanos();
            LOG.warn("{}", leftOut);
        }
        if (answer.secure() && !secure) {
            secure = true;
            LOG.info(
                    "Instances of '{}' say that they speak TLS: calls to them need https, which is the service's scheme"
                            + " (mesh.client.services.<name>.scheme) or stands in the URL",
                    target);
        }
    }
}
