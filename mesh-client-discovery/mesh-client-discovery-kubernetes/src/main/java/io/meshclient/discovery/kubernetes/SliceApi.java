package io.meshclient.discovery.kubernetes;

import io.meshclient.time.MeshRuntime;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import okhttp3.HttpUrl;
import okhttp3.Response;

/**
 * The API's resource {@code endpointslices}, in the newest version that the server has. Safe for use by many threads. The
 * versions are tried, not asked for: that needs no permission beside list and watch.
 */
final class SliceApi implements Slices {

    private static final List<String> VERSIONS = List.of("v1", "v1beta1");

    private final ApiServer server;
    private final Options options;
    private final MeshRuntime runtime;
    private volatile String version = VERSIONS.get(0);

    SliceApi(ApiServer server, Options options, MeshRuntime runtime) {
        this.server = server;
        this.options = options;
        this.runtime = runtime;
    }

    @Override
    public Listed list(Target target, CallSlot slot) throws IOException {
        try {
            return pages(target, slot, options.pageSize());
        } catch (ApiException e) {
            if (e.isGone()) {
                return pages(target, slot, 0); // the first page was too old for the next: all at once
            }
            if (e.status() == 404) {
                return inTheOtherVersion(target, slot);
            }
            throw e;
        }
    }

    private Listed inTheOtherVersion(Target target, CallSlot slot) throws IOException {
        String before = version;
        version = VERSIONS.get(1 - VERSIONS.indexOf(before));
        try {
            return pages(target, slot, options.pageSize());
        } catch (ApiException e) {
            version = VERSIONS.get(0);
            throw e.status() != 404
                    ? e
                    : new ApiException(
                            404,
                            0,
                            "The API server has discovery.k8s.io neither as v1 nor as v1beta1 (404); is its address right?");
        }
    }

    private Listed pages(Target target, CallSlot slot, int pageSize) throws IOException {
        Map<String, Slice> slices = new LinkedHashMap<>();
        String next = "";
        SlicePage page;
        int left = options.maxBytes();
        do {
            String token = next;
            Function<Access, HttpUrl> url = access -> {
                HttpUrl.Builder list = slicesOf(access, target);
                if (pageSize > 0) {
                    list.addQueryParameter("limit", String.valueOf(pageSize));
                }
                if (!token.isEmpty()) {
                    list.addQueryParameter("continue", token);
                }
                return list.build();
            };
            try (Response response = server.get(url, slot)) {
                BoundedInput in = new BoundedInput(response.body().source(), left, () -> {});
                page = SlicePage.read(in);
                left = in.left();
            } catch (InterruptedIOException e) {
                throw new IOException("The list of " + target + " did not come within " + options.timeout(), e);
            }
            page.slices().forEach(slice -> slices.put(slice.name(), slice));
            next = page.next();
        } while (!next.isEmpty());
        return new Listed(slices, page.resourceVersion());
    }

    @Override
    public void watch(Target target, String resourceVersion, WatchStream.Events events, CallSlot slot)
            throws IOException {
        double share = 0.5 + runtime.random().nextDouble() / 2; // a thousand clients must not come back at once
        long seconds = Math.max(1, Math.round(options.watchTimeout().toSeconds() * share));
        Function<Access, HttpUrl> url = access -> slicesOf(access, target)
                .addQueryParameter("watch", "true")
                .addQueryParameter("allowWatchBookmarks", "true")
                .addQueryParameter("resourceVersion", resourceVersion)
                .addQueryParameter("timeoutSeconds", String.valueOf(seconds))
                .build();
        try (Response response = server.stream(url, slot, Duration.ofSeconds(seconds))) {
            events.opened();
            new WatchStream(response.body().source(), options.maxBytes(), events).read();
        } catch (InterruptedIOException e) {
            throw new IOException("The watch of " + target + " was to end after " + seconds + " s, and did not", e);
        }
    }

    private HttpUrl.Builder slicesOf(Access access, Target target) {
        return access.server()
                .newBuilder()
                .addPathSegments("apis/discovery.k8s.io/" + version + "/namespaces")
                .addPathSegment(target.in(access.namespace()).namespace())
                .addPathSegment("endpointslices")
                .addQueryParameter("labelSelector", "kubernetes.io/service-name=" + target.service());
    }
}
