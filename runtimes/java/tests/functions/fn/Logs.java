package fn;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.nio.charset.StandardCharsets;

/** Writes to every log there is. */
public class Logs {
    static {
        LambdaRuntime.getLogger().log("loading");
    }

    public void handle(Object event, Context context) {
        context.getLogger().log("two\nlines\u00e9");
        context.getLogger().log("bytes".getBytes(StandardCharsets.UTF_8));
        context.getLogger().log("quiet", LogLevel.DEBUG);
        context.getLogger().log("loud", LogLevel.ERROR);
        context.getLogger().log((String) null);
        System.out.print("out\u00e9 ");
        System.out.println("line");
        System.err.println("err");
    }
}
