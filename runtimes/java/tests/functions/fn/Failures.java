package fn;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Ways to fail. */
public class Failures {
    public static class Mine extends RuntimeException {
        private static final long serialVersionUID = 1;

        Mine(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private static final List<long[]> KEPT = new ArrayList<>();

    public String handle(String way, Context context) throws Exception {
        switch (way) {
            case "throw":
                throw new Mine("bad", new IOException("cause"));
            case "silent":
                throw new NullPointerException();
            case "checked":
                throw new Exception("checked");
            case "stack":
                return handle(way, context) + "x";
            case "memory":
                while (true) {
                    KEPT.add(new long[1 << 20]);
                }
            case "exit":
                System.exit(7);
                return "never";
            case "interrupt":
                Thread.currentThread().interrupt();
                return "interrupted";
            case "lambda":
                return "fine";
            default:
                return "fine " + Thread.currentThread().isInterrupted();
        }
    }
}
