package dev.mayfly.lambda.tests;

import java.util.Objects;

/** What tests say of values. */
final class Check {
    private Check() {
    }

    static void equal(Object wanted, Object found) {
        if (!Objects.equals(wanted, found)) {
            throw new AssertionError("wanted: " + wanted + "\nfound:  " + found);
        }
    }

    static void contains(String wanted, String found) {
        if (found == null || !found.contains(wanted)) {
            throw new AssertionError("wanted somewhere: " + wanted + "\nfound: " + found);
        }
    }

    static void that(boolean holds, Object about) {
        if (!holds) {
            throw new AssertionError(String.valueOf(about));
        }
    }

    static String messageOf(Runnable failing) {
        try {
            failing.run();
        } catch (RuntimeException error) {
            return error.getMessage();
        }
        throw new AssertionError("It did not fail.");
    }
}
