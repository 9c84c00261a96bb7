package com.amazonaws.services.lambda.runtime;

import java.nio.charset.StandardCharsets;

/** Where code that gets no {@link Context}, such as a Log4j appender, finds the function's logger. */
public final class LambdaRuntime {
    // Set by the runtime by its name, so it must not be final.
    private static volatile LambdaLogger logger = new LambdaLogger() {
        @Override
        public void log(String message) {
            System.out.print(message);
        }

        @Override
        public void log(byte[] message) {
            System.out.print(new String(message, StandardCharsets.UTF_8));
        }
    };

    private LambdaRuntime() {
    }

    public static LambdaLogger getLogger() {
        return logger;
    }
}
