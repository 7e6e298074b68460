package io.meshclient.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;

/** One attempt is heard after another, whatever they do at the same time. */
class TurnsTest {

    private final Call call = new OkHttpClient()
            .newCall(new Request.Builder().url("http://orders/").build());
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Turns turns = new Turns(new EventListener() {
        @Override
        public void dnsStart(Call asked, String domainName) {
            if (domainName.equals("bad")) {
                throw new IllegalStateException(domainName);
            }
            heard.add(domainName);
        }
    });
    private final InTurn first = (InTurn) turns.next();
    private final InTurn second = (InTurn) turns.next();

    @Test
    void theFirstIsHeardAsItGoesAndTheSecondWhenTheFirstIsOver() {
        second.dnsStart(call, "b1");
        first.dnsStart(call, "a1");
        assertThat(heard).containsExactly("a1");
        second.dnsStart(call, "b2");
        first.dnsStart(call, "a2");
        first.turn().end();
        assertThat(heard).containsExactly("a1", "a2", "b1", "b2");
        second.dnsStart(call, "b3");
        assertThat(heard).endsWith("b3");
    }

    @Test
    void whoIsOverBeforeItsTurnIsHeardInIt() {
        InTurn third = (InTurn) turns.next();
        second.dnsStart(call, "b");
        second.turn().end();
        third.dnsStart(call, "c");
        first.turn().end();
        assertThat(heard).containsExactly("b", "c");
    }

    @Test
    void whoIsGivenUpBeforeItsTurnIsNeverHeard() {
        second.dnsStart(call, "b1");
        second.turn().drop();
        second.dnsStart(call, "b2");
        first.turn().end();
        second.turn().end();
        assertThat(heard).isEmpty();
    }

    @Test
    void whoIsGivenUpInItsTurnIsHeardToItsEnd() {
        first.dnsStart(call, "a1");
        second.dnsStart(call, "b");
        first.turn().drop();
        first.dnsStart(call, "a2");
        first.turn().end();
        assertThat(heard).containsExactly("a1", "a2", "b");
    }

    @Test
    void aListenerThatThrowsFailsTheAttemptThatIsHeardAndNoOther() {
        assertThatThrownBy(() -> first.dnsStart(call, "bad")).hasMessage("bad");
        second.dnsStart(call, "bad");
        first.turn().end();
        second.dnsStart(call, "b");
        assertThat(heard).containsExactly("b");
    }
}
