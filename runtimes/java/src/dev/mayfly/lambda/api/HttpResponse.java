package dev.mayfly.lambda.api;

import java.util.Map;

/** A status, headers by lower-case name, and the whole body. */
final class HttpResponse {
    final int status;
    final Map<String, String> headers;
    final byte[] body;

    HttpResponse(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }
}
