package dev.mayfly.lambda.function;

/** What is wrong with a function's package: found when it is loaded, and told to whoever invokes it. */
public final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1;
    /** The name of the class of what was thrown; null when nothing was. */
    public final String errorType;
    /** A fatal one ends the Init phase; others are told at each invocation. */
    public final boolean fatal;

    private Fault(String message, Throwable cause, boolean fatal) {
        super(message, cause);
        this.errorType = cause == null ? null : cause.getClass().getName();
        this.fatal = fatal;
    }

    static Fault of(String message) {
        return new Fault(message, null, false);
    }

    static Fault of(Throwable cause) {
        return new Fault(StackTraces.messageOf(cause), cause, false);
    }

    static Fault fatal(Throwable cause) {
        return new Fault(StackTraces.messageOf(cause), cause, true);
    }

    static Fault classNotFound(Throwable cause, String className) {
        return new Fault("Class not found: " + className, cause, false);
    }

    static Fault loading(Throwable cause, String className, boolean fatal) {
        return new Fault("Error loading class " + className + (cause.getMessage() == null ? "" : ": " + cause.getMessage()), cause, fatal);
    }

    static Fault loadingMethod(Throwable cause, String method, String className) {
        return new Fault("Error loading method " + method + " on class " + className, cause, false);
    }
}
