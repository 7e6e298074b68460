package io.meshclient.spring.registration;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.policy.Settings;
import io.meshclient.spring.registration.RegistryHttp.Answer;
import io.meshclient.time.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import tools.jackson.core.JsonGenerator;

/**
 * An entry of Eureka's servers. The one that works is kept until it fails, then the next is asked; they tell each other.
 * Source: "Eureka REST operations", Netflix; what the server of Spring Cloud answers. Used by one thread.
 */
final class EurekaRegistry implements Registry {

    private static final RequestBody NOTHING = RequestBody.create(new byte[0]);

    private final List<EurekaServer> servers;
    private final Instance instance;
    private final Ticker ticker;
    private final RegistryHttp http;
    private int current;
    private boolean overridden; // by us
    private long dirtyMillis; // when the entry last changed; a server with an older one asks for it by 404

    EurekaRegistry(Settings connection, Instance instance, Ticker ticker) {
        this.servers = connection.get(ConnectionKeys.EUREKA_URLS);
        this.instance = instance;
        this.ticker = ticker;
        this.http = new RegistryHttp(
                connection.get(ConnectionKeys.EUREKA_CONNECT_TIMEOUT),
                connection.get(ConnectionKeys.EUREKA_TIMEOUT),
                Credentials.eureka(connection),
                connection,
                ConnectionKeys.EUREKA_CA_FILE);
    }

    /** A request to whichever server is asked. */
    private interface Question {
        Answer ask(EurekaServer server) throws IOException;
    }

    @Override
    public String label() {
        return "Eureka at " + servers;
    }

    @Override
    public void register(Presence presence) throws IOException {
        touch();
        RequestBody body = JsonText.body(json -> {
            json.writeObjectPropertyStart("instance");
            entry(json, presence);
            json.writeEndObject();
        });
        ask(
                "the registration",
                false,
                server -> http.send(to(server, false).post(body).build()));
        if (presence == Presence.OUT_OF_SERVICE && !override(true)) {
            throw new RegistryException("forgot the registration at once");
        }
        overridden = presence == Presence.OUT_OF_SERVICE;
    }

    /** A server keeps the status UP or OUT_OF_SERVICE that it has, whatever is registered; only an override changes it. */
    @Override
    public boolean change(Presence presence) throws IOException {
        boolean wanted = presence == Presence.OUT_OF_SERVICE;
        if (!wanted && !overridden) {
            register(presence);
            return true;
        }
        touch();
        if (!override(wanted)) {
            return false;
        }
        overridden = wanted;
        return true;
    }

    private boolean override(boolean wanted) throws IOException {
        Answer answer = ask("the status", true, server -> {
            HttpUrl target = url(server, true)
                    .addPathSegment("status")
                    .addQueryParameter("value", (wanted ? Presence.OUT_OF_SERVICE : Presence.UP).name())
                    .addQueryParameter("lastDirtyTimestamp", Long.toString(dirtyMillis))
                    .build();
            Request.Builder request = to(server, true).url(target);
            return http.send(
                    wanted ? request.put(NOTHING).build() : request.delete().build());
        });
        return answer.status() != 404;
    }

    private void touch() {
        dirtyMillis = Math.max(dirtyMillis + 1, ticker.epochMillis());
    }

    @Override
    public boolean renew(Presence presence) throws IOException {
        Answer answer = ask("a heartbeat", true, server -> {
            HttpUrl target = url(server, true)
                    .addQueryParameter("status", presence.name())
                    .addQueryParameter("lastDirtyTimestamp", Long.toString(dirtyMillis))
                    .build();
            return http.send(to(server, true).url(target).put(NOTHING).build());
        });
        return answer.status() != 404;
    }

    @Override
    public void deregister() throws IOException {
        ask(
                "the deregistration",
                true,
                server -> http.sendLast(to(server, true).delete().build()));
    }

    /** Asks each server once at most, beginning with the one that worked; 404 is an answer where there may be none. */
    private Answer ask(String what, boolean mayBeUnknown, Question question) throws IOException {
        RegistryException first = null;
        for (int tries = 0; tries < servers.size(); tries++) {
            EurekaServer server = servers.get(current);
            try {
                Answer answer = question.ask(server);
                if (answer.status() / 100 == 2 || mayBeUnknown && answer.status() == 404) {
                    return answer;
                }
                throw new RegistryException(
                        "answers " + answer.status() + " to " + what); // its pages are not for people
            } catch (RegistryException e) {
                RegistryException named =
                        servers.size() == 1 ? e : new RegistryException("fails: " + server + " " + e.getMessage(), e);
                first = first == null ? named : first;
                current = (current + 1) % servers.size();
            }
        }
        throw first == null ? new RegistryException("has no server") : first;
    }

    private Request.Builder to(EurekaServer server, boolean withId) {
        Request.Builder request = new Request.Builder()
                .url(url(server, withId).build())
                .header("Accept", "application/json")
                .header("User-Agent", "mesh-client");
        return server.login() == null ? request : request.header(Credentials.LOGIN, server.login());
    }

    private HttpUrl.Builder url(EurekaServer server, boolean withId) {
        HttpUrl.Builder target =
                server.url().newBuilder().addPathSegment("apps").addPathSegment(application());
        return withId ? target.addPathSegment(instance.id()) : target;
    }

    private String application() {
        return instance.service().toUpperCase(Locale.ROOT);
    }

    private void entry(JsonGenerator json, Presence presence) {
        Endpoint address = instance.address();
        json.writeStringProperty("instanceId", instance.id());
        json.writeStringProperty("app", application());
        json.writeStringProperty("hostName", address.host());
        json.writeStringProperty("ipAddr", instance.ip());
        json.writeStringProperty("status", presence.name());
        json.writeStringProperty("overriddenStatus", "UNKNOWN");
        json.writeStringProperty("vipAddress", instance.service());
        json.writeStringProperty("secureVipAddress", instance.service());
        port(json, "port", instance.secure() ? 80 : address.port(), !instance.secure());
        port(json, "securePort", instance.secure() ? address.port() : 443, instance.secure());
        json.writeNumberProperty("countryId", 1);
        json.writeObjectPropertyStart("dataCenterInfo");
        json.writeStringProperty("@class", "com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo");
        json.writeStringProperty("name", "MyOwn");
        json.writeEndObject();
        json.writeObjectPropertyStart("leaseInfo");
        json.writeNumberProperty(
                "renewalIntervalInSecs", seconds(instance.times().heartbeat()));
        json.writeNumberProperty("durationInSecs", seconds(instance.times().ttl()));
        json.writeEndObject();
        JsonText.object(json, "metadata", metadata());
        pages(json);
        json.writeStringProperty("lastDirtyTimestamp", Long.toString(dirtyMillis));
        json.writeStringProperty("lastUpdatedTimestamp", Long.toString(dirtyMillis));
    }

    private void pages(JsonGenerator json) {
        json.writeStringProperty("homePageUrl", instance.pages().home());
        json.writeStringProperty("statusPageUrl", instance.pages().status());
        if (!instance.pages().health().isEmpty()) {
            json.writeStringProperty(
                    instance.pages().health().startsWith("https") ? "secureHealthCheckUrl" : "healthCheckUrl",
                    instance.pages().health());
        }
    }

    /** Eureka has no fields for weight and tags; these are the names that are read elsewhere too. */
    private Map<String, String> metadata() {
        Map<String, String> more = new LinkedHashMap<>();
        if (instance.address().weight() != 1) {
            more.put(Instance.WEIGHT, Integer.toString(instance.address().weight()));
        }
        if (!instance.tags().isEmpty()) {
            more.put(Instance.TAGS, String.join(",", instance.tags()));
        }
        return instance.metadataWith(more);
    }

    private static void port(JsonGenerator json, String name, int number, boolean enabled) {
        json.writeObjectPropertyStart(name);
        json.writeNumberProperty("$", number);
        json.writeStringProperty("@enabled", Boolean.toString(enabled));
        json.writeEndObject();
    }

    /** Eureka knows whole seconds. */
    private static long seconds(Duration time) {
        return Math.max(1, time.plusMillis(999).toSeconds());
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
