package io.meshclient.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.testing.LeakRule;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.net.SocketFactory;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A call over HTTP/2 is cancelled while its thread is still in the writing of the request's headers, and the answer is there before
 * it is out of it.
 */
final class CanceledWhileWrittenTest {

    /** OkHttp's log would tell of it when it is garbage, minutes later, in the middle of another test. */
    private static final Set<Call> FORGOTTEN = ConcurrentHashMap.newKeySet();

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final AtomicLong bytesIn = new AtomicLong();
    private final Thread test = Thread.currentThread();
    private volatile @Nullable Call written;

    private OkHttpClient client(MockWebServer server) throws IOException {
        server.enqueue(new MockResponse.Builder().body("ok").build());
        server.enqueue(new MockResponse.Builder().body("ok").build());
        return leaks.client(new OkHttpClient.Builder()
                .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
                .socketFactory(new Sockets())
                .build());
    }

    private MockWebServer server() {
        return leaks.server(server -> server.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)));
    }

    private void cancelWhileWritten(OkHttpClient client, MockWebServer server) throws IOException {
        Request request = new Request.Builder().url(server.url("/")).build();
        client.newCall(request).execute().close(); // the connection is made
        Call call = client.newCall(request);
        FORGOTTEN.add(call);
        written = call;
        assertThatThrownBy(call::execute).isInstanceOf(IOException.class).hasMessage("Canceled");
        assertThat(client.connectionPool().connectionCount()).isOne();
    }

    @Test
    void itsConnectionIsLetGo() throws IOException {
        MockWebServer server = server();
        OkHttpClient client = client(server)
                .newBuilder()
                .addNetworkInterceptor(LastRequest.INSTANCE)
                .build();
        cancelWhileWritten(client, server);
        assertThat(client.connectionPool().idleConnectionCount()).isOne();
    }

    /** When this fails, OkHttp has mended it, and {@link LastRequest} need not look. */
    @Test
    void okHttpAloneNeverLetsItGo() throws IOException {
        MockWebServer server = server();
        OkHttpClient client = client(server);
        cancelWhileWritten(client, server);
        assertThat(client.connectionPool().idleConnectionCount()).isZero();
    }

    /** What the call's thread writes is sent, then the call is cancelled, and only when the answer has come the write is over. */
    private void wrote(long before) {
        Call call = written;
        if (call != null) {
            written = null;
            call.cancel();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
            while (bytesIn.get() == before && System.nanoTime() < end) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200)); // what was read is taken in
        }
    }

    private final class Told extends Socket {
        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                    int count = in.read(buffer, offset, length);
                    bytesIn.addAndGet(Math.max(0, count));
                    return count;
                }
            };
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {
                @Override
                public void write(byte[] buffer, int offset, int length) throws IOException {
                    long before = bytesIn.get();
                    out.write(buffer, offset, length);
                    if (Thread.currentThread() == test) {
                        wrote(before);
                    }
                }
            };
        }
    }

    private final class Sockets extends SocketFactory {
        @Override
        public Socket createSocket() {
            return new Told();
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
            throw new UnsupportedOperationException();
        }
    }
}
