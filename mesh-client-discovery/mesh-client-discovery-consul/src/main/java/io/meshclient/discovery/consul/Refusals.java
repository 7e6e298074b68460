package io.meshclient.discovery.consul;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okhttp3.Response;

/** Sentences for answers that are no list of instances: what was refused, and what would help. */
final class Refusals {

    /** How much of Consul's own words is repeated. */
    private static final int WORDS = 300;

    /** Enough for the longest token to stand among them as a whole. */
    private static final long PEEKED = 16_384;

    private Refusals() {}

    static ConsulException of(String target, Response response) {
        String words = words(response);
        return new ConsulException("Consul answers " + response.code() + " to the question for '" + target + "'"
                + meaning(target, response.code(), words) + (words.isEmpty() ? "" : "; it says: " + words));
    }

    private static String meaning(String target, int status, String words) {
        return switch (status) {
            case 401, 403 ->
                ": the ACL token is not known, or its rules lack service:read for '" + target
                        + "' and node:read for its nodes";
            case 400 -> ": it does not understand the question; see filter, near, namespace and partition";
            case 404 -> ": is url the address of a Consul agent?";
            case 429 -> ": it limits how often it may be asked";
            case 500 -> ofServerError(words);
            case 301, 302, 303, 307, 308 -> ": redirects are not followed, for the token must not go elsewhere";
            default -> "";
        };
    }

    /** Consul 1.8 answers so to everything that went wrong behind its HTTP API; only its words tell which. */
    private static String ofServerError(String words) {
        if (words.contains("boolean expression")) {
            return ": it does not understand the expression in filter";
        }
        if (words.contains("No path to datacenter")) {
            return ": it does not know this datacenter";
        }
        return ": it has no leader, or its servers cannot be reached";
    }

    /** Best effort: it only explains. Consul does not repeat the token; something between it and us might. */
    private static String words(Response response) {
        String token = response.request().header(AclToken.HEADER);
        try {
            byte[] bytes = response.peekBody(PEEKED).bytes();
            String all = new String(bytes, StandardCharsets.UTF_8)
                    .replaceAll("[\\p{Cntrl}\\s]+", " ")
                    .strip();
            String shown = token == null ? all : all.replace(token, "(hidden)");
            return shown.length() <= WORDS ? shown : shown.substring(0, WORDS) + "…";
        } catch (IOException e) {
            return "";
        }
    }

    /** For an empty list that may be empty only because the token sees nothing; Consul 1.11 and later tell so. */
    static ConsulException filtered(String target) {
        return new ConsulException("Consul leaves out all instances of '" + target
                + "', for the rules of the ACL token lack service:read for '" + target
                + "' or node:read for its nodes");
    }
}
