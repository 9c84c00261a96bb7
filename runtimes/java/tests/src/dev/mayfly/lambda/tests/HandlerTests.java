package dev.mayfly.lambda.tests;

import dev.mayfly.lambda.function.Fault;
import dev.mayfly.lambda.function.Handler;
import dev.mayfly.lambda.function.HandlerLoader;
import java.nio.charset.StandardCharsets;

/** Handler strings and signatures. */
public final class HandlerTests {
    public void methods_of_every_signature() throws Throwable {
        Check.equal("\"none\"", call("fn.Signatures::none", "{}"));
        Check.equal("\"event a\"", call("fn.Signatures::event", "\"a\""));
        Check.equal("\"context true\"", call("fn.Signatures::context", "\"a\""));
        Check.equal("\"both 2\"", call("fn.Signatures::eventAndContext", "[1]"));
        Check.equal("42", call("fn.Signatures::staticMethod", "21"));
        Check.equal("null", call("fn.Signatures::nothing", "\"a\""));
        Check.equal("\"with context\"", call("fn.Signatures::overloaded", "\"a\""));
    }

    public void methods_with_streams() throws Throwable {
        Check.equal("[\"A\"]", call("fn.Signatures::streams", "[\"a\"]"));
        Check.equal("[\"A\"]", call("fn.Signatures::inAndOut", "[\"a\"]"));
        Check.equal("null", call("fn.Signatures::in", "{}"));
        Check.equal("null", call("fn.Signatures::inAndContext", "{}"));
        Check.equal("\"out\"", call("fn.Signatures::out", "{}"));
        Check.equal("\"out\"", call("fn.Signatures::outAndContext", "{}"));
    }

    public void one_instance_serves_all_events() throws Throwable {
        Handler handler = load("fn.Signatures::counting");
        handler.handle("{}".getBytes(StandardCharsets.UTF_8), null);
        Check.equal("2", new String(handler.handle("{}".getBytes(StandardCharsets.UTF_8), null), StandardCharsets.UTF_8));
    }

    public void the_handler_interfaces() throws Throwable {
        Check.equal("{\"total\":14}", call("fn.Beans", "{\"amount\":7}"));
        Check.equal("{\"total\":14}", call("fn.Beans::handleRequest", "{\"amount\":7}"));
        Check.equal("{ \"as\" :  \"it is\" }", call("fn.Streams", "{ \"as\" :  \"it is\" }"));
    }

    public void what_is_no_handler_is_told_when_it_is_invoked() {
        refuses("no.such.Thing", "Class not found: no.such.Thing", "java.lang.ClassNotFoundException");
        refuses("no.such.Thing::method", "Class not found: no.such.Thing", "java.lang.ClassNotFoundException");
        refuses("", "Invalid handler: `'", null);
        refuses("fn.Signatures::", "Invalid handler: `fn.Signatures::'", null);
        refuses("fn.Signatures::absent", "No public method named absent with appropriate method signature found on class fn.Signatures", null);
        refuses("fn.Signatures::unfit", "No public method named unfit with appropriate method signature found on class fn.Signatures", null);
        refuses("fn.Signatures::hidden", "No public method named hidden with appropriate method signature found on class fn.Signatures", null);
        refuses("fn.Broken$NoHandler", "Class does not implement an appropriate handler interface: fn.Broken$NoHandler", null);
        refuses("fn.Broken$Raw", "Class fn.Broken$Raw does not implement RequestHandler with concrete type parameters", null);
        refuses("fn.Broken$Open", "Class fn.Broken$Open does not implement RequestHandler with concrete type parameters: parameter T has no upper bound.", null);
        refuses("fn.Broken$Inner", "Class fn.Broken$Inner cannot be instantiated because it is a non-static inner class", "java.lang.Exception");
        refuses("fn.Broken$NeedsMore", "Class fn.Broken$NeedsMore has no public zero-argument constructor", "java.lang.Exception");
    }

    public void code_that_fails_while_it_is_loaded_ends_the_init_phase() {
        for (String handler : new String[] {"fn.Broken$FailsInConstructor", "fn.Broken$FailsInStatic::handle"}) {
            try {
                load(handler);
            } catch (Fault fault) {
                Check.that(fault.fatal, handler);
                continue;
            }
            throw new AssertionError(handler);
        }
    }

    public void events_that_do_not_fit_are_refused() {
        Check.equal("An error occurred during JSON parsing", Check.messageOf(() -> callUnchecked("fn.Beans", "{\"amount\":\"many\"}")));
        Check.equal("An error occurred during JSON parsing", Check.messageOf(() -> callUnchecked("fn.Signatures::event", "{")));
    }

    private static void refuses(String handler, String message, String type) {
        try {
            call(handler, "{}");
        } catch (Fault fault) {
            Check.equal(message, fault.getMessage());
            Check.equal(type, fault.errorType);
            Check.that(!fault.fatal, handler);
            return;
        } catch (Throwable other) {
            throw new AssertionError(other);
        }
        throw new AssertionError(handler + " was taken");
    }

    private static String call(String handler, String event) throws Throwable {
        return new String(load(handler).handle(event.getBytes(StandardCharsets.UTF_8), null), StandardCharsets.UTF_8);
    }

    private static void callUnchecked(String handler, String event) {
        try {
            call(handler, event);
        } catch (RuntimeException error) {
            throw error;
        } catch (Throwable other) {
            throw new AssertionError(other);
        }
    }

    private static Handler load(String handler) {
        return new HandlerLoader(HandlerTests.class.getClassLoader()).load(handler);
    }
}
