package io.meshclient.outcome;

/** What the mesh's exceptions have in common: the call's story. */
public sealed interface MeshFailure permits MeshException, MeshRefusedException, MeshTimeoutException {

    /**
     * The call's story.
     *
     * @return never null
     */
    CallReport report();
}
