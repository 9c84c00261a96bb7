package dev.mayfly.lambda;

import dev.mayfly.lambda.api.Invocation;
import dev.mayfly.lambda.api.RuntimeApi;
import dev.mayfly.lambda.function.ErrorDocument;
import dev.mayfly.lambda.function.Handler;
import dev.mayfly.lambda.function.Log4jRequestId;
import dev.mayfly.lambda.function.StackTraces;
import dev.mayfly.lambda.log.FunctionLogger;
import java.io.IOError;

/** Gives events to the handler, one after the other. */
final class Loop {
    /** Where the X-Ray SDK for Java looks for the trace. */
    private static final String TRACE = "com.amazonaws.xray.traceHeader";
    private final RuntimeApi api;
    private final Settings settings;
    private final FunctionLogger logger;
    private final ClassLoader classes;
    private final Handler handler;

    Loop(RuntimeApi api, Settings settings, FunctionLogger logger, ClassLoader classes, Handler handler) {
        this.api = api;
        this.settings = settings;
        this.logger = logger;
        this.classes = classes;
        this.handler = handler;
    }

    /** Returns when the process can do no more work. */
    void run() {
        Invocation invocation = api.next();
        while (invocation != null) {
            invocation = answer(invocation);
        }
    }

    /** Runs the handler for one event, answers, and returns the next event; null after a failure that leaves the machine in doubt. */
    private Invocation answer(Invocation invocation) {
        byte[] result;
        try {
            enter(invocation);
            FunctionContext context = new FunctionContext(settings, invocation, logger);
            logger.enter(context);
            Log4jRequestId.put(classes, invocation.requestId);
            result = handler.handle(invocation.event, context);
        } catch (Throwable thrown) {
            return fail(invocation, StackTraces.filter(thrown));
        }
        Thread.interrupted(); // the function's own interrupt is not ours
        return api.respond(invocation.requestId, result);
    }

    private Invocation fail(Invocation invocation, Throwable thrown) {
        byte[] document = ErrorDocument.json(thrown);
        logger.logFailure(ErrorDocument.report(thrown));
        if (thrown instanceof VirtualMachineError || thrown instanceof IOError) {
            api.failLast(invocation.requestId, document, ErrorDocument.kind(thrown));
            return null;
        }
        Thread.interrupted();
        return api.fail(invocation.requestId, document, ErrorDocument.kind(thrown));
    }

    private static void enter(Invocation invocation) {
        if (invocation.traceId == null) {
            System.clearProperty(TRACE);
        } else {
            System.setProperty(TRACE, invocation.traceId);
        }
    }
}
