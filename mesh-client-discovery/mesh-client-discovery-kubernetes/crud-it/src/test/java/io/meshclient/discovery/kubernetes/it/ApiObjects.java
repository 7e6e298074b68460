package io.meshclient.discovery.kubernetes.it;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.endpoint.Health;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Makes, changes and removes EndpointSlices, as their controller does. */
final class ApiObjects {

    private static final String DRAINING = "{\"ready\":false,\"serving\":true,\"terminating\":true}";

    private static final MediaType JSON = MediaType.get("application/json");

    private final OkHttpClient client;
    private final String slices;
    private final Map<String, String> kept = new LinkedHashMap<>();

    /**
     * Asks one API server.
     *
     * @param client who may write
     * @param server its URL
     * @param namespace of all objects
     */
    ApiObjects(OkHttpClient client, String server, String namespace) {
        this.client = client;
        this.slices = server + "/apis/discovery.k8s.io/v1/namespaces/" + namespace + "/endpointslices";
    }

    /** One slice for each port that there is. */
    void publish(String service, EndpointSet set) throws IOException {
        Map<Integer, String> byPort = set.endpoints().stream()
                .collect(Collectors.groupingBy(
                        Endpoint::port, Collectors.mapping(ApiObjects::endpoint, Collectors.joining(","))));
        put(service + "-80", slice(service + "-80", service, 80, byPort.getOrDefault(80, "")));
    }

    /** A slice with one ready endpoint. */
    void put(String service, String host, int port) throws IOException {
        put(service, host, port, "{\"ready\":true}");
    }

    /** The same slice, whose endpoint is about to go. */
    void drain(String service, String host, int port) throws IOException {
        put(service, host, port, DRAINING);
    }

    private void put(String service, String host, int port, String conditions) throws IOException {
        String name = service + "-" + port;
        put(name, slice(name, service, port, "{\"addresses\":[\"" + host + "\"],\"conditions\":" + conditions + "}"));
    }

    private static String endpoint(Endpoint endpoint) {
        String zone = endpoint.locality().zone();
        return "{\"addresses\":[\"" + endpoint.host() + "\"]"
                + (zone.isEmpty() ? "" : ",\"zone\":\"" + zone + "\"")
                + (endpoint.health() == Health.DRAINING ? ",\"conditions\":" + DRAINING : "") + "}";
    }

    private static String slice(String name, String service, int port, String endpoints) {
        return "{\"kind\":\"EndpointSlice\",\"apiVersion\":\"discovery.k8s.io/v1\",\"metadata\":{\"name\":\"" + name
                + "\",\"labels\":{\"kubernetes.io/service-name\":\"" + service
                + "\",\"endpointslice.kubernetes.io/managed-by\":\"mesh-client-test\"}},\"addressType\":\"IPv4\",\"endpoints\":["
                + endpoints + "],\"ports\":[{\"name\":\"http\",\"protocol\":\"TCP\",\"port\":" + port + "}]}";
    }

    private void put(String name, String slice) throws IOException {
        if (kept.put(name, slice) == null) {
            create(slice);
        } else {
            send(new Request.Builder().url(slices + "/" + name).put(RequestBody.create(slice, JSON)));
        }
    }

    private void create(String slice) throws IOException {
        send(new Request.Builder().url(slices).post(RequestBody.create(slice, JSON)));
    }

    void delete(String name) throws IOException {
        kept.remove(name);
        send(new Request.Builder().url(slices + "/" + name).delete());
    }

    /** Makes everything anew, for a server that has forgotten it. */
    void createAll() throws IOException {
        for (String slice : kept.values()) {
            create(slice);
        }
    }

    void deleteAll() throws IOException {
        for (String name : kept.keySet().toArray(new String[0])) {
            delete(name);
        }
    }

    private void send(Request.Builder request) throws IOException {
        try (Response response = client.newCall(request.build()).execute()) {
            if (!response.isSuccessful()) {
                throw new IOException(
                        response.request().method() + " " + response.request().url() + ": " + response.code() + " "
                                + response.body().string());
            }
        }
    }

    boolean isThere() {
        try (Response response =
                client.newCall(new Request.Builder().url(slices).build()).execute()) {
            return response.isSuccessful();
        } catch (IOException e) {
            return false;
        }
    }
}
