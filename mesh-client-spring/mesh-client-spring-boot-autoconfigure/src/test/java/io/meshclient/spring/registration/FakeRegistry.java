package io.meshclient.spring.registration;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Notes what it is asked, and fails or forgets on demand. */
final class FakeRegistry implements Registry {

    final List<String> asked = new CopyOnWriteArrayList<>();
    final Deque<Throwable> failures = new ArrayDeque<>();
    boolean known;
    boolean away;
    CountDownLatch hang;

    @Override
    public String label() {
        return "Fake at nowhere";
    }

    @Override
    public void register(Presence presence) throws IOException {
        ask("register " + presence.token());
        known = true;
    }

    @Override
    public boolean change(Presence presence) throws IOException {
        ask("change " + presence.token());
        return known;
    }

    @Override
    public boolean renew(Presence presence) throws IOException {
        ask("renew " + presence.token());
        return known;
    }

    @Override
    public void deregister() throws IOException {
        ask("deregister");
        known = false;
    }

    private void ask(String what) throws IOException {
        asked.add(what);
        if (hang != null) {
            try {
                hang.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
        Throwable failure = away ? new RegistryException("cannot be asked") : failures.poll();
        if (failure instanceof IOException io) {
            throw io;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }

    List<String> takeAsked() {
        List<String> taken = List.copyOf(asked);
        asked.clear();
        return taken;
    }

    @Override
    public void beginLeaving() {
        asked.add("leaving");
    }

    @Override
    public void close() {
        asked.add("close");
    }
}
