package hello;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;

/** Says hello to whoever the event names. */
public class Hello implements RequestHandler<Map<String, String>, Hello.Greeting> {
    public static class Greeting {
        public String message;
        public String runtime;
    }

    @Override
    public Greeting handleRequest(Map<String, String> event, Context context) {
        String name = event.getOrDefault("name", "world");
        context.getLogger().log(context.getFunctionName() + " greets " + name + "\n");
        Greeting greeting = new Greeting();
        greeting.message = "Hello, " + name + "!";
        greeting.runtime = "Java " + System.getProperty("java.version");
        return greeting;
    }
}
