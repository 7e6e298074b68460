package io.meshclient.discovery.zookeeper;

import io.meshclient.discovery.Listener;
import io.meshclient.discovery.Subscription;
import io.meshclient.discovery.WatchedDiscovery;
import io.meshclient.discovery.zookeeper.Registry.Link;
import io.meshclient.time.MeshRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All services of one ensemble, over one session. Connects when the first of them is watched. Whatever happens, happens on
 * the source's one thread.
 */
final class ZooKeeperSource implements WatchedDiscovery.Source {

    /** How long closing waits for the end of the session; what is left then ends by itself, on daemon threads. */
    private static final Duration FAREWELL = Duration.ofMillis(700);

    private final Desk desk;
    private final Consumer<Runnable> farewell;

    private final List<ServiceWatch> watches = new ArrayList<>(); // owned by the thread
    private Link link = Link.UNTRIED; // owned by the thread
    private boolean started; // owned by the thread

    /**
     * A source.
     *
     * @param desk with the thread
     * @param farewell runs a last task on the thread, which then ends
     */
    ZooKeeperSource(Desk desk, Consumer<Runnable> farewell) {
        this.desk = desk;
        this.farewell = farewell;
    }

    static ZooKeeperSource over(ZooKeeperOptions options, MeshRuntime runtime) {
        SourceThread thread = new SourceThread();
        Desk desk = new Desk(new CuratorRegistry(options, thread), options, runtime, thread);
        return new ZooKeeperSource(desk, last -> thread.end(last, FAREWELL));
    }

    @Override
    public Subscription watch(String target, Listener heard) {
        Opening opening = new Opening(desk.options().pathOf(target), heard);
        desk.executor().execute(opening::begin);
        return () -> desk.executor().execute(opening::end);
    }

    private void connection(Link now) {
        link = now;
        for (ServiceWatch watch : List.copyOf(watches)) {
            watch.connection(now);
        }
    }

    @Override
    public void close() {
        farewell.accept(() -> {
            if (started) {
                desk.registry().close();
            }
        });
    }

    /** A watch from the wish for it to its end; owned by the thread. */
    private final class Opening {
        private final String path;
        private final Listener heard;
        private @Nullable ServiceWatch watch;
        private boolean over;

        Opening(String path, Listener heard) {
            this.path = path;
            this.heard = heard;
        }

        void begin() {
            if (over) {
                return;
            }
            try {
                if (!started) {
                    desk.registry().start(ZooKeeperSource.this::connection);
                    started = true;
                }
                ServiceWatch begun = new ServiceWatch(path, heard, desk, link);
                watch = begun;
                watches.add(begun);
                begun.begin();
            } catch (RuntimeException e) {
                heard.onFailure(e);
            }
        }

        void end() {
            over = true;
            if (watch != null) {
                watches.remove(watch);
                watch.close();
            }
        }
    }
}
