package dev.mayfly.lambda.log;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.logging.LogFormat;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.mayfly.lambda.json.JsonWriter;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/** The logger behind {@link Context#getLogger}: text as it is with its level before it, or JSON with time, level and request; less than the function's level is dropped. */
public final class FunctionLogger implements LambdaLogger {
    private final LogSink sink;
    private final LogFormat format;
    private final LogLevel level;
    private volatile Context context;

    /** @param level UNDEFINED to let everything pass */
    public FunctionLogger(LogSink sink, LogFormat format, LogLevel level) {
        this.sink = sink;
        this.format = format;
        this.level = level;
    }

    /** Makes this the logger that code without a context finds. */
    public void install() {
        try {
            Field field = LambdaRuntime.class.getDeclaredField("logger");
            field.setAccessible(true);
            field.set(null, this);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** From now on messages belong to this invocation. */
    public void enter(Context invocation) {
        context = invocation;
    }

    @Override
    public void log(String message) {
        log(message, LogLevel.UNDEFINED);
    }

    @Override
    public void log(byte[] message) {
        log(message, LogLevel.UNDEFINED);
    }

    @Override
    public void log(String message, LogLevel at) {
        if (passes(at)) {
            String text = format == LogFormat.JSON ? json(message, at) : at == LogLevel.UNDEFINED ? String.valueOf(message) : "[" + at + "] " + message;
            sink.write(at, format, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Bytes are not formatted. */
    @Override
    public void log(byte[] message, LogLevel at) {
        if (passes(at)) {
            sink.write(at, format, message == null ? "null".getBytes(StandardCharsets.UTF_8) : message);
        }
    }

    /** Reports what ended an invocation or the Init phase. */
    public void logFailure(String report) {
        log(report, format == LogFormat.JSON ? LogLevel.ERROR : LogLevel.UNDEFINED);
    }

    private boolean passes(LogLevel at) {
        return at == LogLevel.UNDEFINED || at.ordinal() >= level.ordinal();
    }

    private String json(String message, LogLevel at) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("timestamp", Times.FORMAT.format(Instant.now()));
        entry.put("message", message);
        entry.put("level", at);
        Context current = context;
        if (current != null) {
            entry.put("AWSRequestId", current.getAwsRequestId());
            entry.put("tenantId", current.getTenantId());
        }
        return JsonWriter.text(entry) + "\n";
    }

    /** Made when it is first needed: functions that log text do without. */
    private static final class Times {
        static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    }
}
