package io.meshclient.samples.shop.load;

/** What a client says of itself, counted from its start. */
public interface Meters {
    /** Attempts after a call's first one. */
    long retries();

    /** Instances put aside because they failed; a client without such a thing says 0. */
    long ejections();

    /** Times that an instance was skipped because it refused connections; a client without such a thing says 0. */
    long holdOffs();
}
