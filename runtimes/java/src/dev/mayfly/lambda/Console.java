package dev.mayfly.lambda;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.UnsupportedEncodingException;

/** System.out and System.err in UTF-8, whatever the locale. Nothing is held back, so that each print is in the log of its invocation, and a line is one write. */
final class Console {
    private Console() {
    }

    static void install() {
        System.setOut(stream(FileDescriptor.out));
        System.setErr(stream(FileDescriptor.err));
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        try {
            return new PrintStream(new FileOutputStream(descriptor), true, "UTF-8");
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
