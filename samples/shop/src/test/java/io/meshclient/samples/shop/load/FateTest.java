package io.meshclient.samples.shop.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.samples.shop.Item;
import io.meshclient.samples.shop.Service;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class FateTest {
    private static final long PATIENCE = Fate.PATIENCE.toNanos();
    private static final Item ITEM_7 = new Item("orders", 7, "orders-1");

    @Test
    void theRightBodyInTimeIsNotLost() {
        assertThat(fate(new Answer(200, ITEM_7), PATIENCE)).isEqualTo(Fate.ANSWERED);
        assertThat(Fate.ANSWERED.lost()).isFalse();
    }

    @Test
    void laterThanThePatienceIsLost() {
        assertThat(fate(new Answer(200, ITEM_7), PATIENCE + 1)).isEqualTo(Fate.LATE);
    }

    @Test
    void serverErrorsAreLost() {
        assertThat(fate(new Answer(500, null), 0)).isEqualTo(Fate.STATUS);
        assertThat(fate(new Answer(503, ITEM_7), 0)).isEqualTo(Fate.STATUS);
    }

    @Test
    void anotherItemOrServiceOrNoBodyIsLost() {
        assertThat(fate(new Answer(200, new Item("orders", 8, "orders-1")), 0)).isEqualTo(Fate.WRONG_BODY);
        assertThat(fate(new Answer(200, new Item("inventory", 7, "inventory-1")), 0))
                .isEqualTo(Fate.WRONG_BODY);
        assertThat(fate(new Answer(404, null), 0)).isEqualTo(Fate.WRONG_BODY);
    }

    @Test
    void onlyAnsweredCallsAreNotLost() {
        assertThat(Stream.of(Fate.values()).filter(fate -> !fate.lost())).containsExactly(Fate.ANSWERED);
    }

    private static Fate fate(Answer answer, long latencyNanos) {
        return Fate.of(answer, Service.ORDERS, 7, latencyNanos);
    }
}
