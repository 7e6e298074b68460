package io.meshclient.servers;

import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;

/**
 * What an nginx serves.
 *
 * @param server the directives of its one server
 * @param http further directives around the server
 * @param certificate with one, it speaks TLS and HTTP/2
 */
record Site(String server, String http, @Nullable HeldCertificate certificate) {

    static final String BODY = "{\"item\":7}";

    /** Answers everything with {@link #BODY}. */
    static final Site ITEMS = of("location / { return 200 '" + BODY + "'; }");

    static Site of(String server) {
        return new Site(server, "", null);
    }

    Site with(String directives) {
        return new Site(directives + "\n" + server, http, certificate);
    }

    Site inHttp(String directives) {
        return new Site(server, directives, certificate);
    }

    Site overTls(HeldCertificate held) {
        return new Site(server, http, held);
    }
}
