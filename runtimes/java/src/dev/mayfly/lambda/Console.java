package dev.mayfly.lambda;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.UnsupportedEncodingException;

/** System.out and System.err in UTF-8, whatever the locale; each print reaches the log at once. */
final class Console {
    private static final int BUFFER_BYTES = 8192;

    private Console() {
    }

    static void install() {
        System.setOut(stream(FileDescriptor.out));
        System.setErr(stream(FileDescriptor.err));
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        try {
            return new Prompt(new BufferedOutputStream(new FileOutputStream(descriptor), BUFFER_BYTES));
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Flushes after a print without a line's end, too: a frozen process must not hold half a line back. */
    private static final class Prompt extends PrintStream {
        Prompt(BufferedOutputStream out) throws UnsupportedEncodingException {
            super(out, true, "UTF-8");
        }

        @Override
        public void print(String text) {
            super.print(text);
            flush();
        }

        @Override
        public void write(int b) {
            super.write(b);
            flush();
        }
    }
}
