package fn;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** Classes that cannot be handlers, or fail when they are made. */
public class Broken {
    public class Inner implements RequestHandler<String, String> {
        @Override
        public String handleRequest(String event, Context context) {
            return event;
        }
    }

    public static class NeedsMore implements RequestHandler<String, String> {
        public NeedsMore(int more) {
        }

        @Override
        public String handleRequest(String event, Context context) {
            return event;
        }
    }

    @SuppressWarnings("rawtypes")
    public static class Raw implements RequestHandler {
        @Override
        public Object handleRequest(Object event, Context context) {
            return event;
        }
    }

    public static class Open<T> implements RequestHandler<T, String> {
        @Override
        public String handleRequest(T event, Context context) {
            return "";
        }
    }

    public static class NoHandler {
    }

    public static class FailsInConstructor implements RequestHandler<String, String> {
        public FailsInConstructor() {
            throw new IllegalStateException("no luck");
        }

        @Override
        public String handleRequest(String event, Context context) {
            return event;
        }
    }

    public static class FailsInStatic {
        static final int VALUE = Integer.parseInt("not a number");

        public static String handle() {
            return "never";
        }
    }

    public static class Exits {
        static {
            System.exit(3);
        }

        public static String handle() {
            return "never";
        }
    }
}
