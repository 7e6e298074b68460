package io.meshclient.okhttp.compat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;

/**
 * Something that a user does with a client and one server.
 *
 * @param name what is special about it
 * @param server what the server is, before it starts
 * @param client settings of the client
 * @param script what the user does
 */
record Scenario(String name, Consumer<MockWebServer> server, Setup client, Script script) {

    /** Settings, with a folder for those that need one. */
    interface Setup {
        OkHttpClient.Builder apply(OkHttpClient.Builder client, Path folder);
    }

    /** Enqueues answers, makes calls. */
    interface Script {
        void play(Session session) throws IOException;
    }

    Scenario(String name, Script script) {
        this(name, client -> client, script);
    }

    Scenario(String name, UnaryOperator<OkHttpClient.Builder> client, Script script) {
        this(name, server -> {}, (builder, folder) -> client.apply(builder), script);
    }

    @Override
    public String toString() {
        return name;
    }
}
