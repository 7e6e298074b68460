package io.meshclient.discovery.eureka;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Answers of servers, as texts. */
final class Texts {

    static final Mapping USUAL = new Mapping(false, false, "");

    private Texts() {}

    static String instance(String app, String host, int port, String status) {
        return instance(app, host, port, status, "ADDED", "{\"@class\":\"java.util.Collections$EmptyMap\"}");
    }

    static String instance(String app, String host, int port, String status, String action, String metadata) {
        return """
                {"instanceId":"%2$s:%3$d","hostName":"%2$s","app":"%1$s","ipAddr":"%2$s","status":"%4$s",
                 "overriddenStatus":"UNKNOWN","port":{"$":%3$d,"@enabled":"true"},"securePort":{"$":443,"@enabled":"false"},
                 "countryId":1,"dataCenterInfo":{"@class":"com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo",
                 "name":"MyOwn"},"leaseInfo":{"renewalIntervalInSecs":30,"durationInSecs":90,"registrationTimestamp":0,
                 "lastRenewalTimestamp":0,"evictionTimestamp":0,"serviceUpTimestamp":0},"metadata":%6$s,
                 "homePageUrl":"http://%2$s:%3$d/","vipAddress":"%1$s-vip","secureVipAddress":"%1$s-vip",
                 "isCoordinatingDiscoveryServer":"false","lastUpdatedTimestamp":"1","lastDirtyTimestamp":"1",
                 "actionType":"%5$s"}""".formatted(app, host, port, status, action, metadata);
    }

    static String application(String name, String... instances) {
        return "{\"name\":\"" + name + "\",\"instance\":[" + String.join(",", instances) + "]}";
    }

    static String registry(String hash, String... applications) {
        return "{\"applications\":{\"versions__delta\":\"1\",\"apps__hashcode\":\"" + hash + "\",\"application\":["
                + String.join(",", applications) + "]}}";
    }

    /** Instances of orders, all of them up, by their ports. */
    static String orders(int... ports) {
        String all = Arrays.stream(ports)
                .mapToObj(port -> instance("ORDERS", "10.0.0.1", port, "UP"))
                .collect(Collectors.joining(","));
        return ports.length == 0 ? registry("") : registry("UP_" + ports.length + "_", application("ORDERS", all));
    }

    static Answer read(String text) throws IOException {
        return read(text, USUAL);
    }

    static Answer read(String text, Mapping mapping) throws IOException {
        return new AnswerReader(mapping).read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    static Instance only(Answer answer) {
        List<Change> changes = answer.changes();
        if (changes.size() != 1) {
            throw new AssertionError("not one instance: " + changes);
        }
        return changes.get(0).instance();
    }
}
