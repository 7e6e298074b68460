package io.meshclient.spring.registration;

import io.meshclient.time.Ticker;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How the registration is doing, and since when. Written by one thread, read by any. */
final class RegistrationState {

    static final String REGISTERING = "registering";

    private record Told(
            String token, Instant since, @Nullable String error) {}

    private final Ticker ticker;
    private volatile Told told;

    RegistrationState(Ticker ticker) {
        this.ticker = ticker;
        this.told = new Told(REGISTERING, now(), null);
    }

    private Instant now() {
        return Instant.ofEpochMilli(ticker.epochMillis());
    }

    void is(String token, @Nullable String error) {
        Told before = told;
        told = new Told(token, before.token().equals(token) ? before.since() : now(), error);
    }

    String token() {
        return told.token();
    }

    @Nullable
    String lastError() {
        return told.error();
    }

    RegistrationView view(String registry, Instance instance) {
        Told now = told;
        return new RegistrationView(
                registry,
                instance.service(),
                instance.id(),
                instance.address().key(),
                now.token(),
                now.since().toString(),
                now.error());
    }
}
