package dev.mayfly.lambda.function;

import dev.mayfly.lambda.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** A failure as callers and the function's log see it. */
public final class ErrorDocument {
    private static final int DEEPEST_CAUSE = 16;

    private ErrorDocument() {
    }

    /** {"errorMessage", "errorType", "stackTrace", "cause"}; a fault of the package has no trace. */
    public static byte[] json(Throwable thrown) {
        return JsonWriter.write(thrown instanceof Fault ? ofFault((Fault) thrown) : of(thrown, 0));
    }

    /** AWS's name for the kind of failure, for the platform. */
    public static String kind(Throwable thrown) {
        return thrown instanceof Fault ? "Runtime.BadFunctionCode" : "Runtime.UserException";
    }

    /** What goes to the log. */
    public static String report(Throwable thrown) {
        Throwable cause = thrown instanceof Fault ? thrown.getCause() : thrown;
        String message = StackTraces.messageOf(thrown);
        return cause == null ? message + "\n" : message + ": " + cause.getClass().getName() + "\n" + StackTraces.text(cause) + "\n";
    }

    private static Map<String, Object> ofFault(Fault fault) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("errorMessage", fault.getMessage());
        document.put("errorType", fault.errorType);
        return document;
    }

    private static Map<String, Object> of(Throwable thrown, int depth) {
        StackTraceElement[] frames = thrown.getStackTrace();
        String[] stackTrace = new String[frames.length];
        for (int index = 0; index < frames.length; index++) {
            stackTrace[index] = frames[index].toString();
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("errorMessage", StackTraces.messageOf(thrown));
        document.put("errorType", thrown.getClass().getName());
        document.put("stackTrace", stackTrace);
        if (thrown.getCause() != null && depth < DEEPEST_CAUSE) {
            document.put("cause", of(thrown.getCause(), depth + 1));
        }
        return document;
    }
}
