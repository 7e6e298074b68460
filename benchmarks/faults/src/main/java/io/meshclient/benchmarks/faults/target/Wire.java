package io.meshclient.benchmarks.faults.target;

import java.util.List;
import okhttp3.Protocol;

/** How client and servers speak. */
enum Wire {
    HTTP_1("", List.of(Protocol.HTTP_1_1)),
    /** Without TLS, and without asking first. */
    H2C(" over HTTP/2", List.of(Protocol.H2_PRIOR_KNOWLEDGE));

    private final String words;
    private final List<Protocol> protocols;

    Wire(String words, List<Protocol> protocols) {
        this.words = words;
        this.protocols = protocols;
    }

    /** What a row's name ends with. */
    String words() {
        return words;
    }

    List<Protocol> protocols() {
        return protocols;
    }
}
