package io.meshclient.discovery.zookeeper;

import io.meshclient.discovery.zookeeper.Registry.Answer;
import io.meshclient.discovery.zookeeper.Registry.Reads;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.BackgroundCallback;
import org.apache.curator.framework.api.CuratorEvent;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.Watcher.WatcherType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads by Curator, in its background, with one-time watches: the kind that every server has, and that misses nothing. */
final class CuratorReads implements Reads {

    private static final Logger LOG = LoggerFactory.getLogger(CuratorReads.class);

    private final CuratorFramework client;
    private final Executor executor;
    private final Watcher watcher;

    CuratorReads(CuratorFramework client, Executor executor, Consumer<String> changed) {
        this.client = client;
        this.executor = executor;
        this.watcher = event -> {
            if (isChange(event.getType())) {
                executor.execute(() -> changed.accept(event.getPath()));
            }
        };
    }

    private static boolean isChange(EventType type) {
        return type == EventType.NodeCreated
                || type == EventType.NodeDeleted
                || type == EventType.NodeDataChanged
                || type == EventType.NodeChildrenChanged;
    }

    private interface Read {
        void begin(BackgroundCallback callback) throws Exception;
    }

    @Override
    public void exists(String path, Consumer<Answer<Boolean>> heard) {
        read(
                heard,
                event -> true,
                callback -> client.checkExists()
                        .usingWatcher(watcher)
                        .inBackground(callback, executor)
                        .forPath(path));
    }

    @Override
    public void children(String path, Consumer<Answer<List<String>>> heard) {
        read(
                heard,
                CuratorEvent::getChildren,
                callback -> client.getChildren()
                        .usingWatcher(watcher)
                        .inBackground(callback, executor)
                        .forPath(path));
    }

    @Override
    public void data(String path, Consumer<Answer<byte[]>> heard) {
        read(
                heard,
                CuratorReads::content,
                callback -> client.getData()
                        .usingWatcher(watcher)
                        .inBackground(callback, executor)
                        .forPath(path));
    }

    /** A node without content has null for it. */
    private static byte[] content(CuratorEvent event) {
        byte @Nullable [] data = event.getData();
        return data == null ? new byte[0] : data;
    }

    private static <T> void read(Consumer<Answer<T>> heard, Function<CuratorEvent, T> value, Read read) {
        try {
            read.begin((ignored, event) -> heard.accept(answer(event, value)));
        } catch (Exception e) { // as declared there; a background read does not throw what the server says
            heard.accept(Answer.failed(String.valueOf(e)));
        }
    }

    private static <T> Answer<T> answer(CuratorEvent event, Function<CuratorEvent, T> value) {
        KeeperException.Code code = KeeperException.Code.get(event.getResultCode());
        if (code == null) {
            return Answer.failed("it said " + event.getResultCode());
        }
        return switch (code) {
            case OK -> Answer.of(value.apply(event));
            case NONODE -> Answer.absent();
            case NOAUTH ->
                Answer.failed("this client may not read there; is " + ZooKeeperKeys.PREFIX + "auth what the nodes'"
                        + " access lists want?");
            case CONNECTIONLOSS, OPERATIONTIMEOUT, SESSIONEXPIRED, SESSIONMOVED ->
                Answer.failed("the connection was lost meanwhile (" + code + ")");
            default -> Answer.failed("it said " + code);
        };
    }

    /** The server forgets them only if all of this session go; a path has one kind for one service, so that harms none. */
    @Override
    public void forget(String path, Collection<String> names) {
        forget(path, WatcherType.Children);
        names.forEach(name -> forget(path + "/" + name, WatcherType.Data));
    }

    private void forget(String path, WatcherType type) {
        try {
            client.watchers()
                    .removeAll()
                    .ofType(type)
                    .locally()
                    .quietly()
                    .inBackground()
                    .forPath(path);
        } catch (Exception e) { // as declared there
            LOG.debug("The watch of {} could not be taken back", path, e);
        }
    }
}
