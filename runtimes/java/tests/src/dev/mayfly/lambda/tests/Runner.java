package dev.mayfly.lambda.tests;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

/** Runs every public method of the test classes and says how many passed. */
public final class Runner {
    private static final Class<?>[] TESTS = {
        JsonReadingTests.class, JsonWritingTests.class, EventClassTests.class, HandlerTests.class, PackageTests.class, ProtocolTests.class, ErrorTests.class, LogTests.class, StemTests.class, StartTests.class,
    };

    private Runner() {
    }

    public static void main(String[] arguments) throws Exception {
        FakeRuntimeApi.java = arguments[0];
        FakeRuntimeApi.startScript = arguments[1];
        FakeRuntimeApi.work = arguments[2];
        int passed = 0;
        int failed = 0;
        for (Class<?> type : TESTS) {
            for (Method test : type.getDeclaredMethods()) {
                if (!Modifier.isPublic(test.getModifiers()) || test.getParameterCount() > 0) {
                    continue;
                }
                try {
                    test.invoke(type.getDeclaredConstructor().newInstance());
                    passed++;
                } catch (InvocationTargetException error) {
                    failed++;
                    System.out.println("FAILED " + type.getSimpleName() + "." + test.getName());
                    error.getCause().printStackTrace(System.out);
                }
            }
        }
        System.out.println(passed + " passed, " + failed + " failed");
        System.exit(failed > 0 ? 1 : 0);
    }
}
