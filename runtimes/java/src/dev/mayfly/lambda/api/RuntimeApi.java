package dev.mayfly.lambda.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The Runtime API. What is said most, "here is the answer, what is next?", is two pipelined requests in one write. */
public final class RuntimeApi {
    private static final String INVOCATION = "/2018-06-01/runtime/invocation/";
    private static final int LONGEST_HEADER = 1024;
    private final HttpConnection http;
    private final String tail;
    private final byte[] next;

    /** @param address host:port */
    public RuntimeApi(String address) throws IOException {
        int colon = address.lastIndexOf(':');
        http = new HttpConnection(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
        tail = " HTTP/1.1\r\nHost: " + address + "\r\n";
        next = ascii("GET " + INVOCATION + "next" + tail + "\r\n");
    }

    /** Waits until this sandbox is given to a function; returns, as JSON, what it is to become. */
    public byte[] claim() {
        http.send(ascii("GET /mayfly/stem/claim" + tail + "\r\n"));
        HttpResponse response = http.read();
        if (response.status != 200) {
            throw new ConnectionLost("the stem's claim was answered with status " + response.status);
        }
        return response.body;
    }

    /** Asks for the first event; later ones are asked for together with an answer. */
    public Invocation next() {
        http.send(next);
        return readEvent();
    }

    /** Answers with a result, and returns the next event. */
    public Invocation respond(String requestId, byte[] result) {
        String head = "POST " + INVOCATION + requestId + "/response" + tail + "Content-Type: application/json\r\nContent-Length: " + result.length + "\r\n\r\n";
        http.send(join(ascii(head), result, next));
        http.read(); // whatever it says: the answer is given
        return readEvent();
    }

    /** Reports a failed invocation, and returns the next event. */
    public Invocation fail(String requestId, byte[] error, String errorType) {
        http.send(join(report(INVOCATION + requestId + "/error", error, errorType), error, next));
        http.read();
        return readEvent();
    }

    /** Reports the failure of an invocation after which this process ends. */
    public void failLast(String requestId, byte[] error, String errorType) {
        http.send(join(report(INVOCATION + requestId + "/error", error, errorType), error));
        http.read();
    }

    /** Reports that the function cannot be started. */
    public void failInit(byte[] error, String errorType) {
        http.send(join(report("/2018-06-01/runtime/init/error", error, errorType), error));
        http.read();
    }

    private Invocation readEvent() {
        HttpResponse response = http.read();
        if (response.status != 200) {
            throw new ConnectionLost("asking for the next event was answered with status " + response.status);
        }
        return new Invocation(response.headers, response.body);
    }

    private byte[] report(String path, byte[] error, String errorType) {
        return ascii("POST " + path + tail + "Content-Type: application/json\r\nLambda-Runtime-Function-Error-Type: " + headerText(errorType)
            + "\r\nContent-Length: " + error.length + "\r\n\r\n");
    }

    /** Nothing in a header may break out of its line. */
    private static String headerText(String text) {
        StringBuilder safe = new StringBuilder();
        for (int at = 0; at < text.length() && at < LONGEST_HEADER; at++) {
            char c = text.charAt(at);
            safe.append(c >= ' ' && c <= '~' ? c : '?');
        }
        return safe.toString();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] join(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteArrayOutputStream joined = new ByteArrayOutputStream(length);
        for (byte[] part : parts) {
            joined.write(part, 0, part.length);
        }
        return joined.toByteArray();
    }
}
