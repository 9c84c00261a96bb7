package dev.mayfly.lambda.tests;

import dev.mayfly.lambda.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A small Runtime API that runs the real client in a process of its own, gives it events, and notes everything it says. */
final class FakeRuntimeApi {
    static String java;
    static String startScript;
    static String work;

    private final Map<String, String> variables = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private Path folder = Paths.get(work, "functions");
    private String layers = "/nowhere";
    private String archive = "/nowhere";
    private boolean stem;
    private boolean framed = true;
    private boolean chunked;
    private boolean cut;

    FakeRuntimeApi with(String name, String value) {
        variables.put(name, value);
        return this;
    }

    FakeRuntimeApi header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    FakeRuntimeApi in(Path taskRoot, String layersRoot) {
        folder = taskRoot;
        layers = layersRoot;
        return this;
    }

    FakeRuntimeApi archived(Path file) {
        archive = file.toString();
        return this;
    }

    FakeRuntimeApi asStem() {
        stem = true;
        return this;
    }

    FakeRuntimeApi unframed() {
        framed = false;
        return this;
    }

    FakeRuntimeApi inPieces(boolean inChunks) {
        cut = true;
        chunked = inChunks;
        return this;
    }

    /** Runs the handler with these events, as JSON texts. */
    Result run(String handler, String... events) {
        Result result = new Result();
        Path pipe = Paths.get(work, "pipe");
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, String> function = function(handler);
            ProcessBuilder builder = new ProcessBuilder(command(pipe)).directory(stem ? new File("/") : folder.toFile());
            builder.environment().clear();
            builder.environment().put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + listener.getLocalPort());
            builder.environment().put("LAMBDA_RUNTIME_DIR", work + "/runtime");
            if (stem) {
                builder.environment().put("MAYFLY_STEM", "1");
                builder.environment().put("STEM_ONLY", "1");
                builder.environment().put("LAMBDA_TASK_ROOT", folder.toString());
            } else {
                builder.environment().putAll(function);
            }
            File out = new File(work, "stdout");
            File error = new File(work, "stderr");
            Process process = builder.redirectOutput(out).redirectError(error).start();
            Thread serving = new Thread(() -> serve(listener, process, result, function, new ArrayDeque<>(Arrays.asList(events))));
            serving.setDaemon(true);
            serving.start();
            int status = process.waitFor();
            listener.close();
            serving.join();
            result.exitCode = status == 137 ? null : (Integer) status;
            result.stdout = text(out.toPath());
            result.stderr = text(error.toPath());
            if (framed) {
                readFrames(Files.readAllBytes(pipe), result);
            }
            return result;
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        } catch (InterruptedException error) {
            throw new IllegalStateException(error);
        }
    }

    private String[] command(Path pipe) {
        String version = System.getProperty("java.specification.version");
        // The descriptor is a file here: a shell opens it, since Java can hand no descriptor down.
        String opening = framed ? "exec 9>" + pipe + "; export _LAMBDA_TELEMETRY_LOG_FD=9; " : "";
        return new String[] {"/bin/sh", "-c", opening + "exec /bin/sh \"$@\"", "sh", startScript, java, version, layers, archive};
    }

    private Map<String, String> function(String handler) {
        Map<String, String> function = new LinkedHashMap<>();
        function.put("LANG", "C.UTF-8");
        function.put("PATH", System.getenv("PATH"));
        function.put("LAMBDA_TASK_ROOT", folder.toString());
        function.put("_HANDLER", handler);
        function.put("AWS_LAMBDA_FUNCTION_NAME", "hello");
        function.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        function.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128");
        function.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/hello");
        function.put("AWS_LAMBDA_LOG_STREAM_NAME", "stream");
        function.putAll(variables);
        return function;
    }

    private void serve(ServerSocket listener, Process process, Result result, Map<String, String> function, Deque<String> events) {
        try (Socket connection = listener.accept()) {
            connection.setTcpNoDelay(true);
            byte[] pending = new byte[0];
            byte[] buffer = new byte[1 << 20];
            int count = 0;
            InputStream input = connection.getInputStream();
            for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                pending = concat(pending, Arrays.copyOf(buffer, read));
                int taken = 0;
                for (int length = lengthOfFirst(pending); length > 0; length = lengthOfFirst(pending)) {
                    Request request = parse(Arrays.copyOf(pending, length));
                    pending = Arrays.copyOfRange(pending, length, pending.length);
                    taken++;
                    result.requests.add(request);
                    if (request.method.equals("POST")) {
                        send(connection, "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    } else if (request.path.endsWith("/claim")) {
                        Map<String, Object> grant = new HashMap<>();
                        grant.put("environment", function);
                        grant.put("workingDirectory", folder.toString());
                        send(connection, answer(new LinkedHashMap<>(), JsonWriter.write(grant), false));
                    } else if (events.isEmpty()) {
                        process.destroyForcibly();
                    } else {
                        send(connection, event(++count, events.poll().getBytes(StandardCharsets.UTF_8)));
                    }
                }
                result.reads.add(taken);
            }
        } catch (IOException over) {
            // The process has ended.
        }
    }

    private byte[] event(int count, byte[] body) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Lambda-Runtime-Aws-Request-Id", "request-" + count);
        all.put("Lambda-Runtime-Deadline-Ms", "4102444800000");
        all.put("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:000000000000:function:hello");
        all.put("Lambda-Runtime-Trace-Id", "Root=1-" + count);
        all.putAll(headers);
        return answer(all, body, chunked);
    }

    private static byte[] answer(Map<String, String> headers, byte[] body, boolean chunked) {
        StringBuilder head = new StringBuilder("HTTP/1.1 200 OK\r\n");
        headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (!chunked) {
            return concat((head + "Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1), body);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] start = (head + "Transfer-Encoding: chunked\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
        all.write(start, 0, start.length);
        for (int at = 0; at < body.length; at += 7) {
            int length = Math.min(7, body.length - at);
            byte[] size = (Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            all.write(size, 0, size.length);
            all.write(body, at, length);
            all.write('\r');
            all.write('\n');
        }
        byte[] end = "0\r\nTrailer: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        all.write(end, 0, end.length);
        return all.toByteArray();
    }

    private void send(Socket connection, byte[] data) throws IOException {
        OutputStream output = connection.getOutputStream();
        if (!cut) {
            output.write(data);
            return;
        }
        for (byte one : data) {
            output.write(one);
        }
    }

    /** The length of the first whole request; 0 when there is none. */
    private static int lengthOfFirst(byte[] data) {
        int end = new String(data, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
        if (end < 0) {
            return 0;
        }
        int length = end + 4 + Integer.parseInt(headersOf(data, end).getOrDefault("content-length", "0"));
        return data.length < length ? 0 : length;
    }

    private static Request parse(byte[] data) {
        String text = new String(data, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        String[] first = text.substring(0, text.indexOf("\r\n")).split(" ");
        return new Request(first[0], first[1], headersOf(data, end), Arrays.copyOfRange(data, end + 4, data.length));
    }

    private static Map<String, String> headersOf(byte[] data, int end) {
        Map<String, String> headers = new HashMap<>();
        String[] lines = new String(data, 0, end, StandardCharsets.ISO_8859_1).split("\r\n");
        for (int index = 1; index < lines.length; index++) {
            int colon = lines[index].indexOf(':');
            headers.put(lines[index].substring(0, colon).toLowerCase(Locale.ROOT), lines[index].substring(colon + 1).trim());
        }
        return headers;
    }

    private static void readFrames(byte[] data, Result result) {
        ByteBuffer frames = ByteBuffer.wrap(data);
        while (frames.hasRemaining()) {
            result.frameTypes.add(frames.getInt());
            byte[] message = new byte[frames.getInt()];
            frames.getLong();
            frames.get(message);
            result.frames.add(new String(message, StandardCharsets.UTF_8));
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
