package io.meshclient.spring.registration;

/** What the registry is to say of this instance. */
enum Presence {
    /** It listens, but has never been ready: nobody is to call it. */
    STARTING("starting"),
    /** Ready for calls. */
    UP("up"),
    /** It was ready, and is not now: calls under way go on, no new ones. */
    OUT_OF_SERVICE("out-of-service"),
    /** It leaves; nothing follows. */
    GONE("deregistered");

    private final String token;

    Presence(String token) {
        this.token = token;
    }

    String token() {
        return token;
    }
}
