package io.meshclient.discovery.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What of a message of HTTP/1.1 comes before its body, as text. */
final class HttpHead {

    private HttpHead() {}

    /** Up to the empty line, which is the end of a GET; empty if it does not come. */
    static String read(InputStream in) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        int ending = 0;
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            read.write(octet);
            ending = octet == (ending % 2 == 0 ? '\r' : '\n') ? ending + 1 : octet == '\r' ? 1 : 0;
            if (ending == 4) {
                return read.toString(StandardCharsets.ISO_8859_1);
            }
        }
        return "";
    }

    /** One question for each connection, whatever either side would like. */
    static String closing(String head) {
        return head.replaceAll("(?i)\r\nConnection:[^\r]*", "").replaceFirst("\r\n", "\r\nConnection: close\r\n");
    }

    /** Whatever follows is the body, until the connection ends. */
    static String withoutLength(String head) {
        return head.replaceAll("(?i)\r\n(Content-Length|Transfer-Encoding):[^\r]*", "");
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
