package fn;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Every signature that a handler method may have. */
public class Signatures {
    private int count;

    public String none() {
        return "none";
    }

    public String event(String event) {
        return "event " + event;
    }

    public String context(Context context) {
        return "context " + (context == null);
    }

    public String eventAndContext(List<Integer> event, Context context) {
        return "both " + (event.get(0) + 1);
    }

    public static int staticMethod(int event) {
        return event * 2;
    }

    public void nothing(String event) {
        count++;
    }

    public int counting() {
        return ++count;
    }

    public void streams(InputStream in, OutputStream out, Context context) throws IOException {
        for (int c = in.read(); c >= 0; c = in.read()) {
            out.write(c == 'a' ? 'A' : c);
        }
    }

    public void inAndOut(InputStream in, OutputStream out) throws IOException {
        streams(in, out, null);
    }

    public void in(InputStream in) throws IOException {
        in.read();
    }

    public void out(OutputStream out) throws IOException {
        out.write("\"out\"".getBytes(StandardCharsets.UTF_8));
    }

    public void outAndContext(OutputStream out, Context context) throws IOException {
        out(out);
    }

    public void inAndContext(InputStream in, Context context) throws IOException {
        in.read();
    }

    public String overloaded(String event) {
        return "short";
    }

    public String overloaded(String event, Context context) {
        return "with context";
    }

    public String overloaded(String event, String other) {
        return "no handler";
    }

    public String unfit(String event, String other) {
        return "no handler";
    }

    String hidden(String event) {
        return "not public";
    }
}
