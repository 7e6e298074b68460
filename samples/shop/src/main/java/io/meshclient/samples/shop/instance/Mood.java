package io.meshclient.samples.shop.instance;

/** How an instance answers at the moment. */
public enum Mood {
    WELL(200, 5),
    SLOW(200, 1000),
    ERRORS(503, 1);

    private final int status;
    private final int millisPerAnswer;

    Mood(int status, int millisPerAnswer) {
        this.status = status;
        this.millisPerAnswer = millisPerAnswer;
    }

    int status() {
        return status;
    }

    int millisPerAnswer() {
        return millisPerAnswer;
    }
}
