package io.meshclient.policy;

import java.util.List;

/**
 * What of a request its hash key is: a header, a cookie, a parameter of the query, the path or the host. Immutable.
 *
 * @param kind which of them
 * @param name the header's, cookie's or parameter's; empty for the path and the host
 */
public record HashSource(Kind kind, String name) {

    /** Where a key can come from. */
    public enum Kind {
        /** The value of a header; of several with one name, all of them. */
        HEADER,
        /** The value of a cookie, in the request or in the client's cookie jar. */
        COOKIE,
        /** The value of a parameter of the query; of several with one name, the first. */
        QUERY,
        /** The path without the query. */
        PATH,
        /** The logical host. */
        HOST
    }

    /** What may stand in the property. */
    static final String ALLOWED =
            "header:NAME, cookie:NAME, query:NAME, path, host; several separated by commas, the first"
                    + " that a request has counts; empty for none";

    /**
     * Reads one source.
     *
     * @param text such as {@code header:x-user}
     * @return the source
     * @throws IllegalArgumentException with the rest of a sentence
     */
    static HashSource parse(String text) {
        int colon = text.indexOf(':');
        String word = colon < 0 ? text : text.substring(0, colon);
        String name = colon < 0 ? "" : text.substring(colon + 1).trim();
        Kind kind = switch (word.trim()) {
            case "header" -> Kind.HEADER;
            case "cookie" -> Kind.COOKIE;
            case "query" -> Kind.QUERY;
            case "path" -> Kind.PATH;
            case "host" -> Kind.HOST;
            default ->
                throw new IllegalArgumentException("has '" + text + "', which is no part of a request"
                        + Parsers.closest(word, List.of("header", "cookie", "query", "path", "host")));
        };
        boolean named = kind == Kind.HEADER || kind == Kind.COOKIE || kind == Kind.QUERY;
        if (named == name.isEmpty()) {
            throw new IllegalArgumentException("has '" + text + "', "
                    + (named ? "which does not say which one" : "but there is only one " + word));
        }
        return new HashSource(kind, name);
    }
}
