package io.meshclient.discovery.dns;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A bound on how many questions are under way at once; further ones wait for their turn. Safe for use by many threads. */
final class QueryLimit {

    private final int most;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger looks = new AtomicInteger(); // whoever raises it from 0 looks; others only leave word

    QueryLimit(int most) {
        this.most = most;
    }

    <T> CompletableFuture<T> run(Supplier<CompletionStage<T>> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        waiting.add(() -> begin(question, answer));
        look();
        return answer;
    }

    private <T> void begin(Supplier<CompletionStage<T>> question, CompletableFuture<T> answer) {
        CompletionStage<T> begun;
        try {
            begun = question.get();
        } catch (RuntimeException e) {
            begun = CompletableFuture.failedFuture(e);
        }
        begun.whenComplete((value, failure) -> {
            underWay.decrementAndGet();
            if (failure != null) {
                answer.completeExceptionally(failure);
            } else {
                answer.complete(value);
            }
            look();
        });
    }

    private void look() {
        if (looks.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            while (underWay.get() < most) {
                Runnable next = waiting.poll();
                if (next == null) {
                    break;
                }
                underWay.incrementAndGet();
                next.run();
            }
            seen = looks.addAndGet(-seen);
        } while (seen != 0);
    }
}
