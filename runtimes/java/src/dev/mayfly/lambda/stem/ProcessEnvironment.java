package dev.mayfly.lambda.stem;

import java.io.File;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;

/**
 * Changes what Java fixes when it boots: its environment variables, both those that System.getenv shows and those that the C library hands to
 * programs started later, and the working directory. A stem boots with the internals that this needs opened to this module alone.
 */
final class ProcessEnvironment {
    private final Map<String, String> shown;
    private final Field address;
    private ByteBuffer block; // the C library reads it as long as the process lives

    /** @throws IllegalStateException this interpreter has none of what is needed */
    ProcessEnvironment() {
        try {
            shown = writableView();
            address = Buffer.class.getDeclaredField("address");
            address.setAccessible(true);
            NativeProcess.load();
            addressOf(pointersAndTexts(Collections.singletonMap("A", "b"))); // the first time is slow
        } catch (ReflectiveOperationException | RuntimeException | LinkageError error) {
            throw new IllegalStateException("This interpreter does not let its environment be changed: " + error, error);
        }
    }

    void replace(Map<String, String> variables) {
        shown.clear();
        shown.putAll(variables);
        block = pointersAndTexts(variables);
        NativeProcess.setEnvironment(addressOf(block));
    }

    void changeDirectory(String path) {
        byte[] text = path.getBytes(StandardCharsets.UTF_8);
        ByteBuffer name = ByteBuffer.allocateDirect(text.length + 1);
        name.put(text).put((byte) 0);
        long status = NativeProcess.changeDirectory(addressOf(name));
        if (status != 0 || !path.equals(System.getProperty("user.dir"))) {
            // Java resolves against user.dir, the system against the real one: they must agree.
            throw new IllegalStateException("The working directory cannot become " + path + ": status " + status + ", booted in " + new File("").getAbsolutePath());
        }
    }

    /** The map behind System.getenv, by its own class for writing. */
    @SuppressWarnings("unchecked")
    private static Map<String, String> writableView() throws ReflectiveOperationException {
        Field bytes = Class.forName("java.lang.ProcessEnvironment").getDeclaredField("theEnvironment");
        bytes.setAccessible(true);
        Constructor<?> view = Class.forName("java.lang.ProcessEnvironment$StringEnvironment").getDeclaredConstructor(Map.class);
        view.setAccessible(true);
        return (Map<String, String>) view.newInstance(bytes.get(null));
    }

    /** An array of pointers to texts, ended by a null, and the texts: what environ(7) describes. */
    private ByteBuffer pointersAndTexts(Map<String, String> variables) {
        byte[][] texts = new byte[variables.size()][];
        int index = 0;
        int length = (texts.length + 1) * Long.BYTES;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            texts[index] = (variable.getKey() + "=" + variable.getValue()).getBytes(StandardCharsets.UTF_8);
            length += texts[index++].length + 1;
        }
        ByteBuffer memory = ByteBuffer.allocateDirect(length).order(ByteOrder.nativeOrder());
        long start = addressOf(memory);
        int at = (texts.length + 1) * Long.BYTES;
        for (int number = 0; number < texts.length; number++) {
            memory.putLong(number * Long.BYTES, start + at);
            for (byte b : texts[number]) {
                memory.put(at++, b);
            }
            at++;
        }
        return memory;
    }

    private long addressOf(ByteBuffer memory) {
        try {
            return address.getLong(memory);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
