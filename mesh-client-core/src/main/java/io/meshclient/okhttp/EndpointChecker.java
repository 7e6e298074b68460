package io.meshclient.okhttp;

import io.meshclient.cluster.HealthProbe;
import io.meshclient.time.Internal;
import io.meshclient.time.Ticker;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Active health checks with real sockets, on the threads of an executor that bounds how many run at once. They use the TLS and
 * the Dns of a wrapped client; while no client is wrapped, there is nobody to check for.
 */
@Internal
public final class EndpointChecker implements HealthProbe {

    private final Fronts fronts;
    private final Ticker ticker;
    private final Executor threads;

    /**
     * A checker.
     *
     * @param fronts whose TLS and Dns checks use
     * @param ticker the only source of time
     * @param threads runs each check, which blocks
     */
    public EndpointChecker(Fronts fronts, Ticker ticker, Executor threads) {
        this.fronts = fronts;
        this.ticker = ticker;
        this.threads = threads;
    }

    @Override
    public Running start(Target target, Consumer<Result> done) {
        Started started = new Started(target, done);
        try {
            threads.execute(started);
        } catch (RejectedExecutionException closed) {
            started.cancel(); // the mesh is closed
        }
        return started;
    }

    private @Nullable Check check(Target target) {
        CheckClient client = fronts.checkClient();
        if (client == null) {
            return null;
        }
        EndpointAddress address = client.address(target.endpoint(), ticker);
        return switch (target.policy().type()) {
            case TCP -> new TcpCheck(address, target.policy().schedule().timeout());
            case GRPC -> new GrpcCheck(client, address, target);
            default -> new HttpCheck(client, address, target);
        };
    }

    /** A check from its start on; all that takes time is done on the executor's thread. */
    private final class Started implements Runnable, Running {
        private final Target target;
        private final Consumer<Result> done;
        private volatile boolean canceled;
        private volatile @Nullable Check check;

        Started(Target target, Consumer<Result> done) {
            this.target = target;
            this.done = done;
        }

        @Override
        public void run() {
            done.accept(result());
        }

        private Result result() {
            try {
                Check made = check(target);
                check = made;
                return made == null || canceled ? Result.NOTHING : made.result();
            } catch (RuntimeException | Error e) { // such as a Dns of the application's own
                return Result.failed(text(e));
            }
        }

        @Override
        public void cancel() {
            canceled = true;
            Check made = check;
            if (made != null) {
                made.cancel();
            }
        }
    }

    /** One check. */
    interface Check {

        /** Makes it; blocks, and does not throw. */
        Result result();

        /** Ends it at once; from any thread, before, while or after it is made. */
        void cancel();
    }

    /** What is wrong, in a few words. */
    static String text(Throwable failure) {
        @Nullable String message = failure.getMessage();
        String type = failure.getClass().getSimpleName();
        return message == null ? type : type + ": " + message;
    }
}
