package conformance;

import java.io.IOException;

/** The least that the language can start: prints a line and waits for the end of its input. */
public class Bare {
    public static void main(String[] arguments) throws IOException {
        System.out.println("{}");
        while (System.in.read() >= 0) {
        }
    }
}
