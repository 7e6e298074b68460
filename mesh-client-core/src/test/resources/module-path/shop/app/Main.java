package shop.app;

import io.meshclient.Mesh;
import io.meshclient.outcome.CallReport;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Posts to an HTTP/2 server that refuses the first stream. */
public final class Main {

    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int REFUSED_STREAM = 7;

    public static void main(String[] args) throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Mesh mesh = Mesh.builder()
                        .service("orders", orders -> orders.endpoints("127.0.0.1:" + listener.getLocalPort()))
                        .build()) {
            Thread server = new Thread(() -> serve(listener));
            server.setDaemon(true);
            server.start();
            OkHttpClient client = mesh.wrap(new OkHttpClient.Builder()
                    .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
                    .build());
            Request post = new Request.Builder()
                    .url("http://orders/")
                    .post(RequestBody.create("once".getBytes(StandardCharsets.US_ASCII)))
                    .build();
            try (Response response = client.newCall(post).execute()) {
                CallReport report = Mesh.reportOf(response);
                System.out.println(Main.class.getModule() + ": " + response.code());
                report.attempts().forEach(attempt -> System.out.println(attempt.outcome().label()));
            }
        }
    }

    private static void serve(ServerSocket listener) {
        try (Socket socket = listener.accept()) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            in.readNBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".length());
            out.write(frame(SETTINGS, 0, 0));
            boolean refused = false;
            while (true) {
                int lengthAndType = in.readInt();
                int flags = in.read();
                int stream = in.readInt();
                in.readNBytes(lengthAndType >>> 8);
                int type = lengthAndType & 0xff;
                if (type == SETTINGS && flags == 0) {
                    out.write(frame(SETTINGS, 1, 0));
                } else if (type == HEADERS && !refused) {
                    refused = true;
                    out.write(frame(RST_STREAM, 0, stream, 0, 0, 0, REFUSED_STREAM));
                } else if (type == HEADERS) {
                    out.write(frame(HEADERS, 5, stream, 0x88)); // :status 200, and the end
                }
                out.flush();
            }
        } catch (IOException e) {
            // the client has gone
        }
    }

    private static byte[] frame(int type, int flags, int stream, int... payload) {
        byte[] frame = new byte[9 + payload.length];
        frame[2] = (byte) payload.length;
        frame[3] = (byte) type;
        frame[4] = (byte) flags;
        frame[8] = (byte) stream;
        for (int i = 0; i < payload.length; i++) {
            frame[9 + i] = (byte) payload[i];
        }
        return frame;
    }
}
