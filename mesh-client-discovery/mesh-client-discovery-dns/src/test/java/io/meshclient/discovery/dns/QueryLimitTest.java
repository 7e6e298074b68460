package io.meshclient.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class QueryLimitTest {

    private final QueryLimit limit = new QueryLimit(2);

    @Test
    void furtherQuestionsWaitForTheirTurn() {
        List<CompletableFuture<Integer>> begun = new ArrayList<>();
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            answers.add(limit.run(() -> {
                CompletableFuture<Integer> one = new CompletableFuture<>();
                begun.add(one);
                return one;
            }));
        }
        assertThat(begun).hasSize(2);

        begun.get(1).complete(1);
        assertThat(begun).hasSize(3);
        begun.get(0).completeExceptionally(new IllegalStateException("on purpose"));
        assertThat(begun).hasSize(4);
        assertThat(answers.get(1).join()).isEqualTo(1);
        assertThat(answers.get(0)).isCompletedExceptionally();
    }

    @Test
    void answersAtOnceDoNotPileUpOnTheStack() {
        CompletableFuture<Integer> blocking = new CompletableFuture<>();
        limit.run(() -> blocking);
        limit.run(() -> blocking);
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            answers.add(limit.run(() -> CompletableFuture.completedFuture(7)));
        }

        blocking.complete(0);

        assertThat(answers).allMatch(answer -> answer.join() == 7);
    }

    @Test
    void aQuestionThatThrowsGivesItsTurnBack() {
        for (int i = 0; i < 3; i++) {
            CompletableFuture<Object> answer = limit.run(() -> {
                throw new IllegalStateException("on purpose");
            });
            assertThatThrownBy(answer::join).hasRootCauseMessage("on purpose");
        }
    }
}
