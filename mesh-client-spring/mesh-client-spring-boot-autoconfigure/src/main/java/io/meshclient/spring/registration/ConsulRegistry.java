package io.meshclient.spring.registration;

import io.meshclient.policy.Settings;
import io.meshclient.spring.registration.RegistryHttp.Answer;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import tools.jackson.core.JsonGenerator;

/**
 * An entry of a Consul agent, with one TTL check. Whoever starts has a critical check; who is out of service is in
 * maintenance mode with a passing check, so that callers can tell a drain from a death. Sources: "Agent HTTP API", "Service"
 * and "Check", in Consul's documentation; what 1.8.7 answers.
 */
final class ConsulRegistry implements Registry {

    private static final RequestBody NOTHING = RequestBody.create(new byte[0]);

    private final HttpUrl url;
    private final String namespace;
    private final String partition;
    private final Instance instance;
    private final RegistryHttp http;
    private boolean maintenance; // whether we switched it on, and so may switch it off

    ConsulRegistry(Settings connection, Instance instance) {
        this.url = connection.get(ConnectionKeys.CONSUL_URL);
        this.namespace = connection.get(ConnectionKeys.CONSUL_NAMESPACE);
        this.partition = connection.get(ConnectionKeys.CONSUL_PARTITION);
        this.instance = instance;
        this.http = new RegistryHttp(
                connection.get(ConnectionKeys.CONSUL_CONNECT_TIMEOUT),
                connection.get(ConnectionKeys.CONSUL_TIMEOUT),
                Credentials.consul(connection),
                connection,
                ConnectionKeys.CONSUL_CA_FILE);
    }

    @Override
    public String label() {
        return "Consul at " + url;
    }

    @Override
    public void register(Presence presence) throws IOException {
        Request request = put(path("service/register").build(), JsonText.body(json -> entry(json, presence)));
        require(http.send(request), "the registration");
        if (presence == Presence.OUT_OF_SERVICE && !change(presence)) {
            throw new RegistryException("forgot the registration at once");
        }
    }

    @Override
    public boolean change(Presence presence) throws IOException {
        boolean wanted = presence == Presence.OUT_OF_SERVICE;
        if ((wanted || maintenance) && !maintain(wanted)) {
            return false;
        }
        maintenance = wanted;
        return renew(presence);
    }

    private boolean maintain(boolean wanted) throws IOException {
        HttpUrl.Builder target = path("service/maintenance")
                .addPathSegment(instance.id())
                .addQueryParameter("enable", Boolean.toString(wanted));
        if (wanted) {
            target.addQueryParameter("reason", "not ready for calls");
        }
        return known(http.send(put(target.build(), NOTHING)), "maintenance mode");
    }

    @Override
    public boolean renew(Presence presence) throws IOException {
        RequestBody body = JsonText.body(json -> {
            json.writeStringProperty("Status", status(presence));
            json.writeStringProperty("Output", presence.token());
        });
        HttpUrl target = path("check/update").addPathSegment(checkId()).build();
        return known(http.send(put(target, body)), "a heartbeat");
    }

    @Override
    public void deregister() throws IOException {
        HttpUrl target =
                path("service/deregister").addPathSegment(instance.id()).build();
        Answer answer = http.sendLast(put(target, NOTHING));
        if (answer.status() != 404) {
            require(answer, "the deregistration");
        }
    }

    private static void require(Answer answer, String question) throws RegistryException {
        if (answer.status() != 200) {
            throw answer.refused(question);
        }
    }

    /** False if Consul does not know the instance: by 404, before 1.11 by 500 with a sentence. */
    private static boolean known(Answer answer, String question) throws RegistryException {
        String words = answer.words().toLowerCase(Locale.ROOT);
        boolean unknownCheck = answer.status() == 500
                && (words.contains("does not have associated ttl") || words.contains("unknown check"));
        if (answer.status() == 404 || unknownCheck) {
            return false;
        }
        require(answer, question);
        return true;
    }

    private void entry(JsonGenerator json, Presence presence) {
        json.writeStringProperty("ID", instance.id());
        json.writeStringProperty("Name", instance.service());
        json.writeStringProperty("Address", instance.address().host());
        json.writeNumberProperty("Port", instance.address().port());
        json.writeArrayPropertyStart("Tags");
        instance.tags().forEach(json::writeString);
        json.writeEndArray();
        JsonText.object(
                json, "Meta", instance.metadataWith(instance.secure() ? Map.of(Instance.SECURE, "true") : Map.of()));
        json.writeObjectPropertyStart("Weights");
        json.writeNumberProperty("Passing", instance.address().weight());
        json.writeNumberProperty("Warning", 1);
        json.writeEndObject();
        check(json, presence);
    }

    private void check(JsonGenerator json, Presence presence) {
        json.writeObjectPropertyStart("Check");
        json.writeStringProperty("CheckID", checkId());
        json.writeStringProperty("Name", "heartbeat of " + instance.service());
        json.writeStringProperty("TTL", instance.times().ttl().toMillis() + "ms");
        // Out of service begins as critical: between this request and that of maintenance mode nobody is to call.
        json.writeStringProperty("Status", presence == Presence.UP ? "passing" : "critical");
        if (!instance.times().deregisterCriticalAfter().isZero()) {
            json.writeStringProperty(
                    "DeregisterCriticalServiceAfter",
                    instance.times().deregisterCriticalAfter().toMillis() + "ms");
        }
        json.writeEndObject();
    }

    private String checkId() {
        return "service:" + instance.id();
    }

    private static String status(Presence presence) {
        return presence == Presence.STARTING ? "critical" : "passing";
    }

    private HttpUrl.Builder path(String path) {
        HttpUrl.Builder target = url.newBuilder().addPathSegments("v1/agent").addPathSegments(path);
        if (!namespace.isEmpty()) {
            target.addQueryParameter("ns", namespace);
        }
        if (!partition.isEmpty()) {
            target.addQueryParameter("partition", partition);
        }
        return target;
    }

    private static Request put(HttpUrl target, RequestBody body) {
        return new Request.Builder().url(target).put(body).build();
    }

    @Override
    public void beginLeaving() {
        http.beginLeaving();
    }

    @Override
    public void close() {
        http.close();
    }
}
