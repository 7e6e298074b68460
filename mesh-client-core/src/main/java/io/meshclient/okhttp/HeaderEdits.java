package io.meshclient.okhttp;

import java.util.function.BiConsumer;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Headers that observers set on one attempt; the request is rebuilt only if there are any. */
final class HeaderEdits implements BiConsumer<String, String> {

    private final Request request;
    private Request.@Nullable Builder edited;

    HeaderEdits(Request request) {
        this.request = request;
    }

    @Override
    public void accept(String name, String value) {
        if (edited == null) {
            edited = request.newBuilder();
        }
        edited.header(name, value);
    }

    Request result() {
        return edited == null ? request : edited.build();
    }
}
