package io.meshclient.discovery.eureka;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** What instances do with a registry, by its REST API. */
public final class EurekaRest {

    static final OkHttpClient CLIENT = new OkHttpClient();

    private static final MediaType JSON = MediaType.get("application/json");
    private static final RequestBody NOTHING = RequestBody.create(new byte[0]);

    private final String url;

    public EurekaRest(String url) {
        this.url = url;
    }

    boolean isUp() {
        try {
            return send(new Request.Builder().url(url + "/apps")) == 200;
        } catch (IOException e) {
            return false;
        }
    }

    void register(String app, String host, int port) throws IOException {
        register(app, host, port, "UP", false, Map.of());
    }

    public void register(String app, String host, int port, String status, boolean secure, Map<String, String> metadata)
            throws IOException {
        String entries = metadata.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":\"" + entry.getValue() + "\"")
                .collect(Collectors.joining(","));
        String body = """
                {"instance":{"instanceId":"%2$s:%3$d","hostName":"%2$s","app":"%1$s","ipAddr":"%2$s","status":"%4$s",
                 "vipAddress":"%1$s","secureVipAddress":"%1$s","port":{"$":%3$d,"@enabled":"true"},
                 "securePort":{"$":8443,"@enabled":"%5$s"},"countryId":1,
                 "dataCenterInfo":{"@class":"com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo","name":"MyOwn"},
                 "metadata":{%6$s}}}""".formatted(app, host, port, status, secure, entries);
        expect(204, new Request.Builder().url(url + "/apps/" + app).post(RequestBody.create(body, JSON)));
    }

    /** False if the registry does not know the instance: then it has to register again. */
    boolean heartbeat(String app, String host, int port) throws IOException {
        return send(instance(app, host, port, "").put(NOTHING)) == 200;
    }

    void status(String app, String host, int port, String status) throws IOException {
        expect(200, instance(app, host, port, "/status?value=" + status).put(NOTHING));
    }

    void cancel(String app, String host, int port) throws IOException {
        expect(200, instance(app, host, port, "").delete());
    }

    private Request.Builder instance(String app, String host, int port, String more) {
        return new Request.Builder().url(url + "/apps/" + app + "/" + host + ":" + port + more);
    }

    private static void expect(int status, Request.Builder request) throws IOException {
        int answer = send(request);
        if (answer != status) {
            throw new IOException("Eureka answers " + answer + ", not " + status);
        }
    }

    private static int send(Request.Builder request) throws IOException {
        try (Response response = CLIENT.newCall(request.build()).execute()) {
            response.body().bytes();
            return response.code();
        }
    }
}
