package io.meshclient.okhttp;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Headers that observers and the mesh set on one attempt. They are seen on the response's request, as what was sent, and are
 * taken back before a redirect: neither a trace's context nor a deadline must follow it to a host outside of the mesh.
 */
final class HeaderEdits implements BiConsumer<String, String> {

    private final Request original;
    private final Request.Builder sent;
    private @Nullable List<String> names;

    /**
     * Edits of one attempt.
     *
     * @param original the hop's request
     * @param sent becomes the attempt's, which bears these edits as a tag
     */
    HeaderEdits(Request original, Request.Builder sent) {
        this.original = original;
        this.sent = sent;
    }

    @Override
    public void accept(String name, String value) {
        if (names == null) {
            names = new ArrayList<>(3); // the deadline, traceparent and tracestate
            sent.tag(HeaderEdits.class, this);
        }
        names.add(name);
        sent.header(name, value);
    }

    /** Takes back what was done to a request, if anything was. */
    static void undo(Request request, Request.Builder next) {
        HeaderEdits edits = request.tag(HeaderEdits.class);
        if (edits != null && edits.names != null) {
            next.tag(HeaderEdits.class, null);
            edits.names.forEach(name -> restore(next, name, edits.original.header(name)));
        }
    }

    private static void restore(Request.Builder next, String name, @Nullable String value) {
        if (value == null) {
            next.removeHeader(name);
        } else {
            next.header(name, value);
        }
    }
}
