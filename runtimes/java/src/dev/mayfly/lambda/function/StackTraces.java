package dev.mayfly.lambda.function;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** What was thrown, as the function's author should see it: without this runtime's own frames. */
public final class StackTraces {
    private static final String OWN = "dev.mayfly.lambda.";

    private StackTraces() {
    }

    /** The message that AWS shows: the class's name where there is none. */
    public static String messageOf(Throwable thrown) {
        String message = thrown.getLocalizedMessage();
        return message == null ? thrown.getClass().getName() : message;
    }

    /** The trace as Java prints it. */
    public static String text(Throwable thrown) {
        StringWriter text = new StringWriter();
        filter(thrown).printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    /** Cuts each trace, of causes and suppressed ones too, where this runtime's frames begin. */
    public static <T extends Throwable> T filter(T thrown) {
        filter(thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
        return thrown;
    }

    private static void filter(Throwable thrown, Set<Throwable> seen) {
        if (thrown == null || !seen.add(thrown)) {
            return;
        }
        StackTraceElement[] frames = thrown.getStackTrace();
        for (int index = 0; index < frames.length; index++) {
            if (frames[index].getClassName().startsWith(OWN)) {
                thrown.setStackTrace(Arrays.copyOf(frames, index));
                break;
            }
        }
        filter(thrown.getCause(), seen);
        for (Throwable suppressed : thrown.getSuppressed()) {
            filter(suppressed, seen);
        }
    }
}
