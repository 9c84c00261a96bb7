package dev.mayfly.lambda;

import com.amazonaws.services.lambda.runtime.Client;
import com.amazonaws.services.lambda.runtime.ClientContext;
import dev.mayfly.lambda.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A client context as the caller sent it: {"client": {"installation_id": …}, "custom": {…}, "env": {…}}. */
final class CallerContext implements ClientContext {
    private final Client client;
    private final Map<String, String> custom;
    private final Map<String, String> environment;

    private CallerContext(Map<?, ?> members) {
        Object described = members.get("client");
        client = described instanceof Map ? new CallerClient((Map<?, ?>) described) : null;
        custom = texts(members.get("custom"));
        environment = texts(members.get("env"));
    }

    /** @return null for no header */
    static CallerContext of(String json) {
        return json == null || json.isEmpty() ? null : new CallerContext((Map<?, ?>) JsonReader.read(json.getBytes(StandardCharsets.ISO_8859_1), Map.class));
    }

    @Override
    public Client getClient() {
        return client;
    }

    @Override
    public Map<String, String> getCustom() {
        return custom;
    }

    @Override
    public Map<String, String> getEnvironment() {
        return environment;
    }

    private static Map<String, String> texts(Object members) {
        if (!(members instanceof Map)) {
            return null;
        }
        Map<String, String> texts = new HashMap<>();
        ((Map<?, ?>) members).forEach((name, value) -> texts.put((String) name, value == null ? null : value.toString()));
        return texts;
    }
}
