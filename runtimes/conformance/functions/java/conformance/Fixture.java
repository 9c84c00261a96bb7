package conformance;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the conformance cases invoke. */
public class Fixture {
    private static int count;

    public Object echo(Object event) {
        return event;
    }

    public Object act(Map<String, Object> event, Context context) throws Exception {
        switch ((String) event.get("do")) {
            case "bytes":
                return bytes((String) event.get("data"));
            case "client-context":
                return context.getClientContext().getCustom().get("key");
            case "context":
                return describe(context);
            case "count":
                return ++count;
            case "exit":
                System.exit((Integer) event.get("status"));
                return null;
            case "folder":
                return System.getProperty("user.dir");
            case "hang":
                Thread.sleep(600_000);
                return null;
            case "hog":
                return hog();
            case "large":
                return repeat((Integer) event.get("size"));
            case "log":
                context.getLogger().log((String) event.get("message"), LogLevel.valueOf(((String) event.get("level")).toUpperCase()));
                return null;
            case "print":
                System.out.println(event.get("text"));
                return null;
            case "print-error":
                System.err.println(event.get("text"));
                return null;
            case "print-part":
                System.out.print(event.get("text"));
                return null;
            case "read":
                return read(Paths.get((String) event.get("path")));
            case "remaining":
                return remaining(context);
            case "signal":
                new ProcessBuilder("/bin/sh", "-c", "kill -KILL $PPID").start();
                Thread.sleep(600_000);
                return null;
            case "throw":
                throw new IllegalArgumentException((String) event.get("message"));
            case "throw-own":
                throw new OwnException((String) event.get("message"));
            case "unserializable":
                return new Unserializable();
            case "variable":
                return System.getenv((String) event.get("name"));
            case "write":
                return write(Paths.get((String) event.get("path")), (String) event.get("text"));
            default:
                throw new UnsupportedOperationException(String.valueOf(event));
        }
    }

    private static Map<String, Object> bytes(String data) {
        byte[] bytes = Base64.getDecoder().decode(data);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("length", bytes.length);
        answer.put("data", Base64.getEncoder().encodeToString(bytes));
        return answer;
    }

    private static Map<String, Object> describe(Context context) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("requestId", context.getAwsRequestId());
        answer.put("functionName", context.getFunctionName());
        answer.put("functionVersion", context.getFunctionVersion());
        answer.put("invokedFunctionArn", context.getInvokedFunctionArn());
        answer.put("memoryLimit", String.valueOf(context.getMemoryLimitInMB()));
        answer.put("logGroup", context.getLogGroupName());
        answer.put("logStream", context.getLogStreamName());
        return answer;
    }

    private static Object hog() {
        List<byte[]> kept = new ArrayList<>();
        while (true) {
            kept.add(new byte[1 << 20]);
        }
    }

    private static String repeat(int size) {
        char[] letters = new char[size];
        Arrays.fill(letters, 'x');
        return new String(letters);
    }

    private static String read(Path path) throws IOException {
        return Files.exists(path) ? new String(Files.readAllBytes(path), StandardCharsets.UTF_8) : null;
    }

    private static int[] remaining(Context context) {
        int first = context.getRemainingTimeInMillis();
        int second = first;
        while (second >= first) {
            second = context.getRemainingTimeInMillis();
        }
        return new int[] {first, second};
    }

    private static String write(Path path, String text) {
        try {
            Files.write(path, text.getBytes(StandardCharsets.UTF_8));
            return "written";
        } catch (IOException refusal) {
            return "refused";
        }
    }
}
