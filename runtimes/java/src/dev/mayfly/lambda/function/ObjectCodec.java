package dev.mayfly.lambda.function;

import com.amazonaws.services.lambda.runtime.CustomPojoSerializer;
import dev.mayfly.lambda.json.JsonReader;
import dev.mayfly.lambda.json.JsonWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.ServiceLoader;

/** Turns events into the handler's type and results into JSON, by the package's own serializer where it brings one. */
final class ObjectCodec {
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private final Type input;
    private final Type output;
    private final CustomPojoSerializer custom;

    /** @param input null when the handler takes no event */
    ObjectCodec(ClassLoader classes, Type input, Type output) {
        this.input = input;
        this.output = output;
        custom = custom(classes);
    }

    Object read(byte[] event) {
        if (input == null) {
            return null;
        }
        try {
            return custom == null ? JsonReader.read(event, input) : custom.fromJson(new ByteArrayInputStream(event), input);
        } catch (VirtualMachineError error) {
            throw error;
        } catch (Throwable error) {
            throw new RuntimeException("An error occurred during JSON parsing", StackTraces.filter(error));
        }
    }

    byte[] write(Object result) {
        if (output == void.class || output == Void.class) {
            return NULL;
        }
        try {
            if (custom == null) {
                return JsonWriter.write(result);
            }
            ByteArrayOutputStream json = new ByteArrayOutputStream();
            custom.toJson(result, json, output);
            return json.toByteArray();
        } catch (VirtualMachineError error) {
            throw error;
        } catch (Throwable error) {
            throw new RuntimeException("An error occurred during JSON serialization of response", StackTraces.filter(error));
        }
    }

    private static CustomPojoSerializer custom(ClassLoader classes) {
        if (classes.getResource("META-INF/services/" + CustomPojoSerializer.class.getName()) == null) {
            return null; // most packages: the service loader's own classes are not even loaded
        }
        Iterator<CustomPojoSerializer> found = ServiceLoader.load(CustomPojoSerializer.class, classes).iterator();
        CustomPojoSerializer serializer = found.hasNext() ? found.next() : null;
        if (found.hasNext()) {
            throw Fault.fatal(new IllegalStateException("Too many serializers provided: at most one " + CustomPojoSerializer.class.getName() + " can be used"));
        }
        return serializer;
    }
}
