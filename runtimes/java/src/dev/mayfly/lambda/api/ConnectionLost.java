package dev.mayfly.lambda.api;

/** The platform closed the connection: this environment has no future. */
public final class ConnectionLost extends RuntimeException {
    private static final long serialVersionUID = 1;

    ConnectionLost(String message) {
        super(message);
    }
}
