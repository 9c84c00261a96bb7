package dev.mayfly.lambda.log;

import com.amazonaws.services.lambda.runtime.logging.LogFormat;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * The platform's telemetry pipe. Each message is framed, so that one of many lines stays one event: type with level and format (4 bytes), length
 * (4), microseconds since 1970 (8), message; all big-endian.
 */
public final class FramedSink implements LogSink {
    private static final int HEADER_BYTES = 16;
    private static final int TYPE = 0xa55a0002;
    private static final int LEVEL_SHIFT = 2;
    private final FileOutputStream pipe;

    private FramedSink(FileOutputStream pipe) {
        this.pipe = pipe;
    }

    /** @return null when there is no such descriptor, or the interpreter does not let us at it */
    public static FramedSink on(String descriptor) {
        if (descriptor == null) {
            return null;
        }
        try {
            // The class library has no public way from a number to a descriptor; java.io is open to us as it is on AWS.
            Constructor<FileDescriptor> constructor = FileDescriptor.class.getDeclaredConstructor(int.class);
            constructor.setAccessible(true);
            return new FramedSink(new FileOutputStream(constructor.newInstance(Integer.parseInt(descriptor))));
        } catch (ReflectiveOperationException | RuntimeException shut) {
            return null;
        }
    }

    @Override
    public synchronized void write(LogLevel level, LogFormat format, byte[] message) {
        Instant now = Instant.now();
        ByteBuffer frame = ByteBuffer.allocate(HEADER_BYTES + message.length);
        frame.putInt(TYPE | level.ordinal() << LEVEL_SHIFT | format.ordinal());
        frame.putInt(message.length);
        frame.putLong(now.getEpochSecond() * 1_000_000 + now.getNano() / 1000);
        frame.put(message);
        try {
            pipe.write(frame.array());
        } catch (IOException nobodyReads) {
            // The function's work matters more than its log.
        }
    }
}
