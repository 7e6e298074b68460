package io.meshclient.discovery.kubernetes;

import java.io.IOException;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * How the API server is reached at this moment. Read anew before each request, so that what is rotated counts at once.
 *
 * @param server its base URL
 * @param token sent as bearer token; null for none
 * @param tls what it is trusted by, and what we are known by
 * @param namespace where services are unless their target says otherwise
 */
record Access(HttpUrl server, @Nullable String token, Tls tls, String namespace) {

    /**
     * The parts of a TLS connection, as PEM texts.
     *
     * @param authorities who may have signed the server's certificate; null for those that the JVM trusts
     * @param certificate of the client; null for none
     * @param key of the client's certificate
     * @param insecure whether any server is believed
     */
    record Tls(
            @Nullable String authorities,
            @Nullable String certificate,
            @Nullable String key,
            boolean insecure) {

        static final Tls OF_THE_JVM = new Tls(null, null, null, false);

        @Override
        public String toString() {
            return "TLS" + (certificate == null ? "" : " with a client certificate");
        }
    }

    /** Says how the API server is reached. */
    @FunctionalInterface
    interface Source {

        /**
         * Reads it.
         *
         * @return as it is now
         * @throws IOException if it cannot be read; the message says what is missing
         */
        Access read() throws IOException;
    }

    @Override
    public String toString() {
        return server + (token == null ? " without token" : " with a token") + ", " + tls;
    }
}
