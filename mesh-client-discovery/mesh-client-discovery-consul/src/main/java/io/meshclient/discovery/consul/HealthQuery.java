package io.meshclient.discovery.consul;

import io.meshclient.policy.Settings;
import java.time.Duration;
import okhttp3.HttpUrl;
import okhttp3.Request;

/** Questions as HTTP requests to {@code /v1/health/service}. Immutable. */
final class HealthQuery {

    private final HttpUrl parameters; // the name and the index are still missing
    private final String consistency;
    private final Duration wait;

    HealthQuery(Settings settings) {
        HttpUrl.Builder url = settings.get(ConsulKeys.URL).newBuilder().addPathSegments("v1/health/service");
        set(url, "dc", settings.get(ConsulKeys.DATACENTER));
        set(url, "ns", settings.get(ConsulKeys.NAMESPACE));
        set(url, "partition", settings.get(ConsulKeys.PARTITION));
        settings.get(ConsulKeys.TAGS).forEach(tag -> set(url, "tag", tag));
        set(url, "filter", settings.get(ConsulKeys.FILTER));
        set(url, "near", settings.get(ConsulKeys.NEAR));
        this.parameters = url.build();
        this.consistency = settings.get(ConsulKeys.CONSISTENCY);
        this.wait = settings.get(ConsulKeys.WAIT);
    }

    private static void set(HttpUrl.Builder url, String name, String value) {
        if (!value.isEmpty()) {
            url.addQueryParameter(name, value);
        }
    }

    /** The request for an index; {@code passing} is not asked for, since Consul would leave out what is in maintenance. */
    Request request(String target, long index) {
        if (target.isBlank() || target.equals(".") || target.equals("..")) {
            throw new IllegalArgumentException("'" + target + "' is no name of a service");
        }
        HttpUrl.Builder url = parameters.newBuilder().addPathSegment(target);
        if (index != BlockingIndex.NOW) {
            url.addQueryParameter("index", Long.toString(index)).addQueryParameter("wait", wait.toMillis() + "ms");
        }
        if (consistency.equals("stale")) {
            url.addQueryParameter("stale", null);
        } else if (consistency.equals("consistent") || index == BlockingIndex.NOW) {
            url.addQueryParameter("consistent", null);
        }
        return new Request.Builder().url(url.build()).build();
    }

    /** The longest time that a question with an index waits: Consul adds up to a sixteenth. */
    Duration longestWait() {
        return wait.plus(wait.dividedBy(16));
    }
}
