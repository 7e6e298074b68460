package io.meshclient.okhttp.compat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;

/** The two ways to run a call, which must behave alike. */
enum How {
    EXECUTE {
        @Override
        Response run(Call call) throws IOException {
            return call.execute();
        }
    },
    ENQUEUE {
        @Override
        Response run(Call call) throws IOException {
            try {
                return enqueue(call).get(20, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException io) {
                    throw io;
                }
                throw new AssertionError(e.getCause());
            } catch (InterruptedException | TimeoutException e) {
                throw (IOException) new InterruptedIOException("no answer").initCause(e);
            }
        }
    };

    abstract Response run(Call call) throws IOException;

    static CompletableFuture<Response> enqueue(Call call) {
        CompletableFuture<Response> answer = new CompletableFuture<>();
        call.enqueue(new Callback() {
            @Override
            public void onFailure(Call failed, IOException e) {
                answer.completeExceptionally(e);
            }

            @Override
            public void onResponse(Call answered, Response response) {
                if (!answer.complete(response)) {
                    response.close();
                }
            }
        });
        return answer;
    }
}
