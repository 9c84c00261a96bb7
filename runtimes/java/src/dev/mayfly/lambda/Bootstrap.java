package dev.mayfly.lambda;

import dev.mayfly.lambda.api.ConnectionLost;
import dev.mayfly.lambda.api.RuntimeApi;
import dev.mayfly.lambda.function.ErrorDocument;
import dev.mayfly.lambda.function.Fault;
import dev.mayfly.lambda.function.FunctionClassLoader;
import dev.mayfly.lambda.function.Handler;
import dev.mayfly.lambda.function.HandlerLoader;
import dev.mayfly.lambda.log.FramedSink;
import dev.mayfly.lambda.log.FunctionLogger;
import dev.mayfly.lambda.log.LogSink;
import dev.mayfly.lambda.log.StandardSink;
import dev.mayfly.lambda.stem.Stem;
import java.io.IOException;

/**
 * Entry of the Java runtime. It boots for one function, or, with MAYFLY_STEM=1, for nobody yet, and waits to be given a function;
 * docs/design/stems.md tells the whole story.
 */
public final class Bootstrap {

    private Bootstrap() {
    }

    /** @param arguments where layers are shown; the telemetry pipe's descriptor, if there is one */
    public static void main(String[] arguments) throws IOException {
        String address = System.getenv("AWS_LAMBDA_RUNTIME_API");
        if (address == null) {
            System.err.println("bootstrap: AWS_LAMBDA_RUNTIME_API is not set, so there is nobody to ask for events.");
            System.exit(1);
        }
        LogSink framed = FramedSink.on(arguments.length > 1 ? arguments[1] : null);
        try {
            RuntimeApi api = new RuntimeApi(address);
            Console.install();
            if ("1".equals(System.getenv("MAYFLY_STEM"))) {
                Stem stem = Stem.prepare();
                stem.become(api.claim());
            }
            run(api, framed == null ? new StandardSink() : framed, arguments[0]);
        } catch (ConnectionLost over) {
            System.exit(1);
        }
        System.exit(0);
    }

    private static void run(RuntimeApi api, LogSink sink, String layers) throws IOException {
        Settings settings = new Settings();
        FunctionLogger logger = new FunctionLogger(sink, settings.logFormat, settings.logLevel);
        logger.install();
        NameCache.setNegativeSeconds(settings.negativeCacheSeconds);

        ClassLoader classes = FunctionClassLoader.of(settings.taskRoot, layers);
        Thread.currentThread().setContextClassLoader(classes);
        Handler handler;
        try {
            handler = new HandlerLoader(classes).load(settings.handler);
        } catch (Fault fault) {
            logger.logFailure(ErrorDocument.report(fault));
            api.failInit(ErrorDocument.json(fault), ErrorDocument.kind(fault));
            System.exit(1);
            return;
        }
        new Loop(api, settings, logger, classes, handler).run();
    }
}
