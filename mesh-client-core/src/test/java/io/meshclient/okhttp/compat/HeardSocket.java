package io.meshclient.okhttp.compat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/** Hears one side, and echoes if it is the server's. */
final class HeardSocket extends WebSocketListener {
    private volatile @Nullable Throwable failure;
    final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final boolean echoes;

    HeardSocket(boolean echoes) {
        this.echoes = echoes;
    }

    String next() throws InterruptedException {
        return String.valueOf(heard.poll(5, TimeUnit.SECONDS));
    }

    /** Of the last thing heard, if that was a failure. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    @Override
    public void onOpen(WebSocket socket, Response response) {
        heard.add("open " + response.code());
    }

    @Override
    public void onMessage(WebSocket socket, String text) {
        heard.add(text);
        if (echoes) {
            socket.send("echo " + text);
        }
    }

    @Override
    public void onClosing(WebSocket socket, int code, String reason) {
        heard.add("closing " + code);
        socket.close(code, reason);
    }

    @Override
    public void onClosed(WebSocket socket, int code, String reason) {
        heard.add("closed " + code + (reason.isEmpty() ? "" : " " + reason));
    }

    @Override
    public void onFailure(WebSocket socket, Throwable why, @Nullable Response response) {
        failure = why;
        heard.add("failed" + (response == null ? "" : " " + response.code()));
    }
}
