package dev.mayfly.lambda.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** As much of HTTP/1.1 as one keep-alive connection to the Runtime API needs: writes requests that are ready made, reads answers in order, however the stream is cut. */
final class HttpConnection {
    private static final int READ_BYTES = 64 * 1024;
    private final InputStream input;
    private final OutputStream output;
    private final byte[] buffer = new byte[READ_BYTES];
    private int from;
    private int to;

    HttpConnection(String host, int port) throws IOException {
        Socket socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(InetAddress.getByName(host), port));
        input = socket.getInputStream();
        output = socket.getOutputStream();
    }

    void send(byte[] request) {
        try {
            output.write(request);
        } catch (IOException error) {
            throw new ConnectionLost(error.getMessage());
        }
    }

    HttpResponse read() {
        String first = line();
        int status = Integer.parseInt(first.substring(9, 12));
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
        }
        if (status < 200) {
            return read();
        }
        String coding = headers.get("transfer-encoding");
        byte[] body = coding != null && coding.toLowerCase(Locale.ROOT).endsWith("chunked") ? chunks() : bytes(lengthOf(headers));
        return new HttpResponse(status, headers, body);
    }

    private static int lengthOf(Map<String, String> headers) {
        String length = headers.get("content-length");
        return length == null ? 0 : Integer.parseInt(length);
    }

    private byte[] chunks() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String size = line();
            int extension = size.indexOf(';');
            int length = Integer.parseInt((extension < 0 ? size : size.substring(0, extension)).trim(), 16);
            if (length == 0) {
                while (!line().isEmpty()) {
                    continue; // trailers mean nothing here
                }
                return body.toByteArray();
            }
            body.write(bytes(length), 0, length);
            line();
        }
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        int have = Math.min(length, to - from);
        System.arraycopy(buffer, from, bytes, 0, have);
        from += have;
        try {
            while (have < length) {
                int count = input.read(bytes, have, length - have);
                if (count < 0) {
                    throw new ConnectionLost("closed by the platform");
                }
                have += count;
            }
        } catch (IOException error) {
            throw new ConnectionLost(error.getMessage());
        }
        return bytes;
    }

    private String line() {
        StringBuilder longer = null;
        int at = from;
        while (true) {
            while (at < to && buffer[at] != '\n') {
                at++;
            }
            String piece = new String(buffer, from, at - from, StandardCharsets.ISO_8859_1);
            if (at < to) {
                from = at + 1;
                String line = longer == null ? piece : longer.append(piece).toString();
                return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            }
            longer = (longer == null ? new StringBuilder() : longer).append(piece);
            fill();
            at = from;
        }
    }

    private void fill() {
        try {
            from = 0;
            to = Math.max(0, input.read(buffer, 0, buffer.length));
        } catch (IOException error) {
            throw new ConnectionLost(error.getMessage());
        }
        if (to == 0) {
            throw new ConnectionLost("closed by the platform");
        }
    }
}
