package dev.mayfly.lambda.log;

import com.amazonaws.services.lambda.runtime.logging.LogFormat;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;

/** Where log messages go. */
public interface LogSink {
    void write(LogLevel level, LogFormat format, byte[] message);
}
