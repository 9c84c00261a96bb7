package dev.mayfly.lambda.stem;

import dev.mayfly.lambda.json.JsonReader;
import java.util.Map;
import java.util.TimeZone;

/** A stem: a runtime that has booted and waits, not yet given to any function. */
public final class Stem {
    private static final String KEPT = "AWS_LAMBDA_RUNTIME_API";
    private final ProcessEnvironment environment;

    private Stem(ProcessEnvironment environment) {
        this.environment = environment;
    }

    /**
     * Does ahead what every function would wait for.
     *
     * @throws IllegalStateException this interpreter does not let its environment be changed: no function may get it
     */
    public static Stem prepare() {
        Stem stem = new Stem(new ProcessEnvironment());
        Rehearsal.play();
        return stem;
    }

    /** Turns the stem into the environment of one function, as the claim's answer says. */
    @SuppressWarnings("unchecked")
    public void become(byte[] grant) {
        Map<String, Object> members = (Map<String, Object>) JsonReader.read(grant, Map.class);
        Map<String, String> variables = (Map<String, String>) (Map<?, ?>) members.get("environment");
        variables.put(KEPT, System.getenv(KEPT));
        variables.remove("MAYFLY_STEM");
        variables.remove("_LAMBDA_TELEMETRY_LOG_FD");
        environment.replace(variables);
        environment.changeDirectory((String) members.get("workingDirectory"));
        System.clearProperty("user.timezone"); // remembered from before; TZ decides anew
        TimeZone.setDefault(null);
    }
}
