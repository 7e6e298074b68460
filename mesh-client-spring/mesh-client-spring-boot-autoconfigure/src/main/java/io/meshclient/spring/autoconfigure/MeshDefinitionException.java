package io.meshclient.spring.autoconfigure;

import java.io.Serial;

/** The application and the mesh do not fit together; says what is wrong and what to do. */
final class MeshDefinitionException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String action;

    MeshDefinitionException(String problem, String action) {
        super(problem);
        this.action = action;
    }

    String action() {
        return action;
    }
}
