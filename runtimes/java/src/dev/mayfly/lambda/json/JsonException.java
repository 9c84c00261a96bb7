package dev.mayfly.lambda.json;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Text that is no JSON, or a value that does not fit the type it is wanted as. */
public final class JsonException extends UncheckedIOException {
    private static final long serialVersionUID = 1;

    public JsonException(String message) {
        super(message, new IOException(message));
    }
}
