package io.meshclient.benchmarks.micro.discovery;

import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Answers as real servers give them, with the fields that nobody reads. */
final class Answers {
    private static final int IN_A_SLICE = 100;

    private Answers() {}

    static String host(int number) {
        return "10." + (number >> 16) + "." + (number >> 8 & 255) + "." + (number & 255);
    }

    private static String each(int from, int to, IntFunction<String> one) {
        return IntStream.range(from, to).mapToObj(one).collect(Collectors.joining(","));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] file(int endpoints) {
        return bytes(IntStream.range(0, endpoints)
                .mapToObj(i ->
                        "  - {host: " + host(i) + ", port: 8080, weight: 1, zone: eu-1, metadata: {version: \"2\"}}\n")
                .collect(Collectors.joining("", "orders:\n", "")));
    }

    /** Of {@code /v1/health/service/orders}, two checks each. */
    static byte[] consul(int endpoints) {
        return bytes("[" + each(0, endpoints, Answers::consulInstance) + "]");
    }

    private static String consulInstance(int i) {
        String host = host(i);
        return """
                {"Node":{"ID":"8f1c2a30-0000-0000-0000-%1$012d","Node":"node-%1$d","Address":"%2$s","Datacenter":"dc1",\
                "TaggedAddresses":{"lan":"%2$s","wan":"%2$s"},"Meta":{"zone":"eu-1"},"CreateIndex":6,"ModifyIndex":8},\
                "Service":{"ID":"orders-%1$d","Service":"orders","Tags":["v2"],"Address":"%2$s","Meta":{"version":"2"},\
                "Port":8080,"Weights":{"Passing":1,"Warning":1},"EnableTagOverride":false,"Proxy":{"MeshGateway":{}},\
                "Connect":{},"CreateIndex":9,"ModifyIndex":9},"Checks":[%3$s,%4$s]}""".formatted(i, host, consulCheck(i, "serfHealth"), consulCheck(i, "service:orders-" + i));
    }

    private static String consulCheck(int i, String id) {
        return """
                {"Node":"node-%d","CheckID":"%s","Name":"a check","Status":"passing","Notes":"","Output":\
                "HTTP GET http://%s:8080/health: 200 OK Output: {\\"status\\":\\"UP\\"}","ServiceID":"orders-%1$d",\
                "ServiceName":"orders","ServiceTags":["v2"],"Type":"http","Definition":{},"CreateIndex":9,"ModifyIndex":9}""".formatted(i, id, host(i));
    }

    /** Of {@code /apps/}: the whole registry, with one application. */
    static byte[] eureka(int endpoints) {
        return bytes("{\"applications\":{\"versions__delta\":\"1\",\"apps__hashcode\":\"UP_" + endpoints
                + "_\",\"application\":[{\"name\":\"ORDERS\",\"instance\":["
                + each(0, endpoints, Answers::eurekaInstance) + "]}]}}");
    }

    private static String eurekaInstance(int i) {
        return """
                {"instanceId":"%1$s:8080","hostName":"%1$s","app":"ORDERS","ipAddr":"%1$s","status":"UP",\
                "overriddenStatus":"UNKNOWN","port":{"$":8080,"@enabled":"true"},"securePort":{"$":443,"@enabled":"false"},\
                "countryId":1,"dataCenterInfo":{"@class":"com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo",\
                "name":"MyOwn"},"leaseInfo":{"renewalIntervalInSecs":30,"durationInSecs":90,"registrationTimestamp":1,\
                "lastRenewalTimestamp":1,"evictionTimestamp":0,"serviceUpTimestamp":1},"metadata":{"zone":"eu-1"},\
                "homePageUrl":"http://%1$s:8080/","statusPageUrl":"http://%1$s:8080/actuator/info","healthCheckUrl":\
                "http://%1$s:8080/actuator/health","vipAddress":"orders","secureVipAddress":"orders",\
                "isCoordinatingDiscoveryServer":"false","lastUpdatedTimestamp":"1","lastDirtyTimestamp":"1",\
                "actionType":"ADDED"}""".formatted(host(i));
    }

    /** A list of slices with {@value #IN_A_SLICE} endpoints each, as Kubernetes' controller makes them, in one page. */
    static byte[] kubernetes(int endpoints) {
        int slices = (endpoints + IN_A_SLICE - 1) / IN_A_SLICE;
        return bytes("{\"kind\":\"EndpointSliceList\",\"apiVersion\":\"discovery.k8s.io/v1\",\"metadata\":"
                + "{\"resourceVersion\":\"1\"},\"items\":["
                + each(0, slices, slice -> slice(slice, Math.min(endpoints, (slice + 1) * IN_A_SLICE))) + "]}");
    }

    private static String slice(int number, int to) {
        return """
                {"metadata":{"name":"orders-%1$d","namespace":"default","resourceVersion":"1","labels":\
                {"kubernetes.io/service-name":"orders"},"managedFields":[{"manager":"kube-controller-manager",\
                "fieldsV1":{"f:endpoints":{}}}]},"addressType":"IPv4","endpoints":[%2$s],\
                "ports":[{"name":"http","protocol":"TCP","port":8080}]}""".formatted(number, each(number * IN_A_SLICE, to, Answers::kubernetesEndpoint));
    }

    private static String kubernetesEndpoint(int i) {
        return """
                {"addresses":["%s"],"conditions":{"ready":true,"serving":true,"terminating":false},"nodeName":"node-%d",\
                "zone":"eu-1","targetRef":{"kind":"Pod","namespace":"default","name":"orders-%2$d","uid":\
                "3b1d0d5e-0000-0000-0000-%2$012d"}}""".formatted(host(i), i);
    }

    /** A node as Spring Cloud ZooKeeper writes it. */
    static byte[] zooKeeperNode(int i) {
        return bytes("""
                {"name":"orders","id":"orders-%1$d","address":"%2$s","port":8080,"sslPort":null,"payload":{"@class":\
                "org.springframework.cloud.zookeeper.discovery.ZookeeperInstance","id":"orders-%1$d","name":"orders",\
                "metadata":{"zone":"eu-1"}},"registrationTimeUTC":1763950000000,"serviceType":"DYNAMIC","uriSpec":\
                {"parts":[{"value":"scheme","variable":true},{"value":"://","variable":false},{"value":"address",\
                "variable":true},{"value":":","variable":false},{"value":"port","variable":true}]}}""".formatted(i, host(i)));
    }
}
