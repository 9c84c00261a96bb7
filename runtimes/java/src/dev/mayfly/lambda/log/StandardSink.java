package dev.mayfly.lambda.log;

import com.amazonaws.services.lambda.runtime.logging.LogFormat;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;

/** Standard output, where there is no telemetry pipe. */
public final class StandardSink implements LogSink {
    @Override
    public synchronized void write(LogLevel level, LogFormat format, byte[] message) {
        System.out.write(message, 0, message.length);
        System.out.flush();
    }
}
