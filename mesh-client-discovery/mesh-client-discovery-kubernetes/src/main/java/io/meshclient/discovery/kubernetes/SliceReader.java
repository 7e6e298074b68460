package io.meshclient.discovery.kubernetes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one object of the API: an EndpointSlice, or what may stand in its place in a watch (a bookmark, a Status). For one
 * use.
 */
final class SliceReader {

    private static final int MOST_OF_A_MESSAGE = 300;

    private final JsonReader json;

    private String name = "";
    private String resourceVersion = "";
    private String addressType = "";
    private final Map<String, Integer> ports = new HashMap<>();
    private final List<Slice.Member> members = new ArrayList<>();
    private int code;
    private String message = "";

    SliceReader(JsonReader json) {
        this.json = json;
    }

    SliceReader read() {
        json.object("an object of the API", this::field);
        return this;
    }

    private void field(String field) {
        switch (field) {
            case "metadata" -> json.object(field, this::meta);
            case "addressType" -> addressType = json.text(field);
            case "ports" -> json.array(field, this::port);
            case "endpoints" -> json.array(field, this::member);
            case "code" -> code = orZero(json.number(field));
            case "message" -> message = json.text(field);
            default -> json.skip();
        }
    }

    private void meta(String field) {
        switch (field) {
            case "name" -> name = json.text(field);
            case "resourceVersion" -> resourceVersion = json.text(field);
            default -> json.skip();
        }
    }

    private void member() {
        Slice.Member member = new MemberReader(json).read();
        if (member != null) {
            members.add(member);
        }
    }

    private void port() {
        Port port = new Port();
        json.object("a port", field -> {
            switch (field) {
                case "name" -> port.name = json.text(field);
                case "port" -> port.number = json.number(field);
                case "protocol" -> port.protocol = json.text(field);
                default -> json.skip();
            }
        });
        boolean tcp = port.protocol.isEmpty() || port.protocol.equals("TCP");
        if (tcp && port.number != null) {
            ports.put(port.name, port.number);
        }
    }

    private static int orZero(@Nullable Integer number) {
        return number == null ? 0 : number;
    }

    private static final class Port {
        private String name = "";
        private @Nullable Integer number;
        private String protocol = "";
    }

    String name() {
        return name;
    }

    String resourceVersion() {
        return resourceVersion;
    }

    /** Of a Status: the HTTP status that it stands for, or 0. */
    int code() {
        return code;
    }

    /** Of a Status: what it says, cut to a length that fits a log line. */
    String message() {
        return message.length() <= MOST_OF_A_MESSAGE ? message : message.substring(0, MOST_OF_A_MESSAGE) + "…";
    }

    /**
     * The slice that was read.
     *
     * @throws BadAnswerException if it was none
     */
    Slice slice() throws BadAnswerException {
        if (name.isEmpty()) {
            throw new BadAnswerException("has an EndpointSlice without a name");
        }
        Slice.Kind kind = switch (addressType) {
            case "IPv4" -> Slice.Kind.IPV4;
            case "IPv6" -> Slice.Kind.IPV6;
            case "FQDN" -> Slice.Kind.FQDN;
            default ->
                throw new BadAnswerException(
                        "has EndpointSlice " + name + " with the unknown address type '" + addressType + "'");
        };
        return new Slice(name, kind, Map.copyOf(ports), List.copyOf(members));
    }
}
