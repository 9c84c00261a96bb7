package dev.mayfly.lambda.function;

import com.amazonaws.services.lambda.runtime.Context;

/** A function's handler, whatever its signature: the event's bytes in, the result's bytes out. */
public interface Handler {
    byte[] handle(byte[] event, Context context) throws Throwable;
}
