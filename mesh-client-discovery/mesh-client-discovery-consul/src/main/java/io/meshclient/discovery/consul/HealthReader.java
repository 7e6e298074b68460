package io.meshclient.discovery.consul;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.Health;
import io.meshclient.endpoint.Locality;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads answers of {@code /v1/health/service}, one instance after another: the document is never held as a whole. */
final class HealthReader {

    private final JsonFactory factory = new JsonFactory();
    private final InstanceMapping mapping;

    HealthReader(InstanceMapping mapping) {
        this.mapping = mapping;
    }

    /**
     * The instances of an answer.
     *
     * @param endpoints those that count
     * @param leftOut a sentence on those that would count but cannot be called; empty if there are none
     */
    record Instances(List<Endpoint> endpoints, String leftOut) {}

    Instances read(String target, InputStream document) throws IOException {
        Reading reading = new Reading(target);
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), document)) {
            Json json = new Json(parser);
            json.document("the whole", () -> reading.add(EntryReader.read(json)));
        } catch (JacksonException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new ConsulException("Consul's answer is no whole JSON document: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new ConsulException("Consul's answer " + e.getMessage(), e);
        }
        return reading.instances();
    }

    /** One answer while it is read. */
    private final class Reading {
        private final String target;
        private final List<Endpoint> endpoints = new ArrayList<>();
        private final Map<Locality, Locality> localities = new HashMap<>(); // a few for all instances
        private int unusable;
        private String first = "";

        Reading(String target) {
            this.target = target;
        }

        void add(Entry entry) {
            Health health = InstanceHealth.of(entry.checks());
            if (!mapping.wants(health)) {
                return;
            }
            try {
                Endpoint endpoint = mapping.endpoint(entry, health);
                Locality known = localities.putIfAbsent(endpoint.locality(), endpoint.locality());
                endpoints.add(
                        known == null
                                ? endpoint
                                : endpoint.toBuilder().locality(known).build());
            } catch (IllegalArgumentException e) {
                unusable++;
                first = first.isEmpty() ? entry.service().id() + ": " + e.getMessage() : first;
            }
        }

        Instances instances() throws ConsulException {
            if (unusable == 0) {
                return new Instances(endpoints, "");
            }
            String leftOut = unusable + " of " + (unusable + endpoints.size()) + " instances of '" + target
                    + "' in Consul cannot be called, the first is " + first;
            if (endpoints.isEmpty()) {
                throw new ConsulException(leftOut);
            }
            return new Instances(endpoints, leftOut);
        }
    }
}
