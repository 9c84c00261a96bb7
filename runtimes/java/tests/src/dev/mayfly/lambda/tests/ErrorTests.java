package dev.mayfly.lambda.tests;

import java.util.List;
import java.util.Map;

/** Failures as callers and the log see them. */
public final class ErrorTests {
    @SuppressWarnings("unchecked")
    public void an_exception_is_told_with_its_trace_and_cause_and_the_next_event_is_served() {
        Result result = new FakeRuntimeApi().run("fn.Failures::handle", "\"throw\"", "\"\"");
        Check.equal("/2018-06-01/runtime/invocation/request-1/error", result.answer().path);
        Check.equal("Runtime.UserException", result.answer().headers.get("lambda-runtime-function-error-type"));
        Map<String, Object> error = result.answer().members();
        Check.equal("bad", error.get("errorMessage"));
        Check.equal("fn.Failures$Mine", error.get("errorType"));
        Check.contains("fn.Failures.handle(Failures.java:", ((List<String>) error.get("stackTrace")).get(0));
        Check.that(!result.answer().text().contains("dev.mayfly"), result.answer().text());
        Map<String, Object> cause = (Map<String, Object>) error.get("cause");
        Check.equal("java.io.IOException", cause.get("errorType"));
        Check.equal("cause", cause.get("errorMessage"));
        Check.equal("\"fine false\"", result.answers().get(1).text());
        String log = result.frames.get(0);
        Check.contains("bad: fn.Failures$Mine\nfn.Failures$Mine: bad\n\tat fn.Failures.handle(Failures.java:", log);
        Check.contains("Caused by: java.io.IOException: cause\n", log);
        Check.that(!log.contains("dev.mayfly"), log);
    }

    public void an_exception_without_a_message_is_told_by_its_class() {
        Map<String, Object> error = new FakeRuntimeApi().run("fn.Failures::handle", "\"silent\"").answer().members();
        Check.equal("java.lang.NullPointerException", error.get("errorMessage"));
        Check.equal("java.lang.NullPointerException", error.get("errorType"));
    }

    public void a_stack_overflow_ends_the_process() {
        Result result = new FakeRuntimeApi().run("fn.Failures::handle", "\"stack\"", "\"\"");
        Check.equal("java.lang.StackOverflowError", result.answer().members().get("errorType"));
        Check.equal(1, result.answers().size());
        Check.equal(0, result.exitCode);
    }

    public void memory_that_runs_out_is_told_and_ends_the_process() {
        Result result = new FakeRuntimeApi().run("fn.Failures::handle", "\"memory\"", "\"\"");
        Check.equal("java.lang.OutOfMemoryError", result.answer().members().get("errorType"));
        Check.equal("Java heap space", result.answer().members().get("errorMessage"));
        Check.equal(0, result.exitCode);
    }

    public void an_exit_is_no_answer() {
        Result result = new FakeRuntimeApi().run("fn.Failures::handle", "\"exit\"");
        Check.equal(0, result.answers().size());
        Check.equal(7, result.exitCode);
    }

    public void an_interrupt_does_not_reach_the_next_event() {
        Result result = new FakeRuntimeApi().run("fn.Failures::handle", "\"interrupt\"", "\"\"");
        Check.equal("\"fine false\"", result.answers().get(1).text());
    }

    public void an_event_that_does_not_fit_is_told() {
        Map<String, Object> error = new FakeRuntimeApi().run("fn.Beans", "{\"amount\":\"many\"}").answer().members();
        Check.equal("An error occurred during JSON parsing", error.get("errorMessage"));
        Check.equal("java.lang.RuntimeException", error.get("errorType"));
        Check.contains("Cannot deserialize value of type `int` from String \"many\"", (String) ((Map<?, ?>) error.get("cause")).get("errorMessage"));
    }

    public void a_class_that_is_not_there_is_told_at_each_invocation() {
        Result result = new FakeRuntimeApi().run("no.Thing", "{}", "{}");
        for (Request answer : result.answers()) {
            Check.equal("{\"errorMessage\":\"Class not found: no.Thing\",\"errorType\":\"java.lang.ClassNotFoundException\"}", answer.text());
            Check.equal("Runtime.BadFunctionCode", answer.headers.get("lambda-runtime-function-error-type"));
        }
        Check.equal(2, result.answers().size());
        Check.contains("Class not found: no.Thing: java.lang.ClassNotFoundException\njava.lang.ClassNotFoundException: no.Thing\n", result.frames.get(0));
    }

    public void a_static_initialiser_that_fails_ends_the_init_phase() {
        Result result = new FakeRuntimeApi().run("fn.Broken$FailsInStatic::handle", "{}");
        Check.equal("/2018-06-01/runtime/init/error", result.answer().path);
        Check.equal("Runtime.BadFunctionCode", result.answer().headers.get("lambda-runtime-function-error-type"));
        Check.equal("{\"errorMessage\":\"Error loading class fn.Broken$FailsInStatic\",\"errorType\":\"java.lang.ExceptionInInitializerError\"}", result.answer().text());
        Check.equal(1, result.exitCode);
        Check.contains("Caused by: java.lang.NumberFormatException", result.frames.get(0));
    }

    public void a_constructor_that_fails_ends_the_init_phase() {
        Result result = new FakeRuntimeApi().run("fn.Broken$FailsInConstructor", "{}");
        Check.equal("/2018-06-01/runtime/init/error", result.answer().path);
        Check.equal("{\"errorMessage\":\"no luck\",\"errorType\":\"java.lang.IllegalStateException\"}", result.answer().text());
        Check.equal(1, result.exitCode);
    }

    public void a_class_that_exits_while_it_is_loaded_ends_the_process() {
        Result result = new FakeRuntimeApi().run("fn.Broken$Exits::handle", "{}");
        Check.equal(0, result.answers().size());
        Check.equal(3, result.exitCode);
    }
}
