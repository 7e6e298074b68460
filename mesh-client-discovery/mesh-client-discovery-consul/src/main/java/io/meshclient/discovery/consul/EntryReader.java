package io.meshclient.discovery.consul;

import io.meshclient.discovery.consul.Entry.Address;
import io.meshclient.discovery.consul.Entry.Check;
import io.meshclient.discovery.consul.Entry.Node;
import io.meshclient.discovery.consul.Entry.Service;
import io.meshclient.discovery.consul.Entry.Weights;
import io.meshclient.endpoint.Locality;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Reads an element of Consul's answer where the parser stands. Fields that are not needed are passed over. */
final class EntryReader {

    private static final Address NO_ADDRESS = new Address("", 0);

    private final Json json;

    private String name = "";
    private String address = "";
    private String datacenter = "";
    private Map<String, String> nodeAddresses = Map.of();
    private Map<String, String> nodeMeta = Map.of();
    private Locality nodeLocality = Locality.UNKNOWN;

    private String id = "";
    private String host = "";
    private int port;
    private Map<String, Address> addresses = Map.of();
    private String tags = "";
    private Map<String, String> meta = Map.of();
    private Weights weights = new Weights(0, 0);
    private Locality locality = Locality.UNKNOWN;

    private final List<Check> checks = new ArrayList<>();

    private EntryReader(Json json) {
        this.json = json;
    }

    static Entry read(Json json) {
        return new EntryReader(json).entry();
    }

    private Entry entry() {
        json.object("an instance", this::part);
        return new Entry(
                new Node(name, address, datacenter, nodeAddresses, nodeMeta, nodeLocality),
                new Service(id, new Address(host, port), addresses, tags, meta, weights, locality),
                checks);
    }

    private void part(String part) {
        switch (part) {
            case "Node" -> json.object(part, this::node);
            case "Service" -> json.object(part, this::service);
            case "Checks" -> json.array(part, () -> checks.add(check()));
            default -> json.skip();
        }
    }

    private void node(String field) {
        switch (field) {
            case "Node" -> name = json.text("Node.Node");
            case "Address" -> address = json.text("Node.Address");
            case "Datacenter" -> datacenter = json.text("Node.Datacenter");
            case "TaggedAddresses" -> nodeAddresses = json.texts("Node.TaggedAddresses");
            case "Meta" -> nodeMeta = json.texts("Node.Meta");
            case "Locality" -> nodeLocality = locality("Node.Locality");
            default -> json.skip();
        }
    }

    private void service(String field) {
        switch (field) {
            case "ID" -> id = json.text("Service.ID");
            case "Address" -> host = json.text("Service.Address");
            case "Port" -> port = json.number("Service.Port");
            case "TaggedAddresses" -> addresses = addresses();
            case "Tags" -> tags = tags();
            case "Meta" -> meta = json.texts("Service.Meta");
            case "Weights" -> weights = weights();
            case "Locality" -> locality = locality("Service.Locality");
            default -> json.skip();
        }
    }

    private String tags() {
        StringJoiner joined = new StringJoiner(",");
        json.array("Service.Tags", () -> joined.add(json.text("Service.Tags")));
        return joined.toString();
    }

    private Map<String, Address> addresses() {
        Map<String, Address> all = new LinkedHashMap<>();
        json.object("Service.TaggedAddresses", tag -> all.put(tag, address()));
        return Collections.unmodifiableMap(all);
    }

    private Address address() {
        Address[] read = {NO_ADDRESS};
        json.object("a tagged address", field -> {
            switch (field) {
                case "Address" -> read[0] = new Address(json.text("a tagged address"), read[0].port());
                case "Port" -> read[0] = new Address(read[0].host(), json.number("the port of a tagged address"));
                default -> json.skip();
            }
        });
        return read[0];
    }

    private Weights weights() {
        Weights[] read = {weights};
        json.object("Service.Weights", field -> {
            switch (field) {
                case "Passing" -> read[0] = new Weights(json.number("Service.Weights.Passing"), read[0].warning());
                case "Warning" -> read[0] = new Weights(read[0].passing(), json.number("Service.Weights.Warning"));
                default -> json.skip();
            }
        });
        return read[0];
    }

    private Locality locality(String what) {
        Locality[] read = {Locality.UNKNOWN};
        json.object(what, field -> {
            switch (field) {
                case "Region" -> read[0] = new Locality(json.text(what), read[0].zone(), "");
                case "Zone" -> read[0] = new Locality(read[0].region(), json.text(what), "");
                default -> json.skip();
            }
        });
        return read[0];
    }

    private Check check() {
        String[] read = {"", ""};
        json.object("a check", field -> {
            switch (field) {
                case "CheckID" -> read[0] = json.text("CheckID of a check");
                case "Status" -> read[1] = json.text("Status of a check");
                default -> json.skip();
            }
        });
        return new Check(read[0], read[1]);
    }
}
