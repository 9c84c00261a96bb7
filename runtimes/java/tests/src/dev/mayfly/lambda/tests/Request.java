package dev.mayfly.lambda.tests;

import dev.mayfly.lambda.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What the client said. */
final class Request {
    final String method;
    final String path;
    final Map<String, String> headers;
    final byte[] body;

    Request(String method, String path, Map<String, String> headers, byte[] body) {
        this.method = method;
        this.path = path;
        this.headers = headers;
        this.body = body;
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> members() {
        return (Map<String, Object>) JsonReader.read(body, Map.class);
    }
}
