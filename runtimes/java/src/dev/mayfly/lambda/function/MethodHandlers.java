package dev.mayfly.lambda.function;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Handlers that are any public method, static or not: (), (event), (context), (event, context), or streams: (in), (out), (in, out), (in, context),
 * (out, context), (in, out, context). Of several with the name the longest wins; a context at its end counts once more.
 */
final class MethodHandlers {
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private final ClassLoader classes;
    private final Class<?> type;

    MethodHandlers(ClassLoader classes, Class<?> type) {
        this.classes = classes;
        this.type = type;
    }

    Handler find(String name) {
        for (Method method : candidates(name)) {
            String complaint = complaint(method.getGenericParameterTypes());
            if (complaint == null) {
                return of(method);
            }
            System.err.println(complaint);
        }
        throw Fault.of("No public method named " + name + " with appropriate method signature found on class " + type.getName());
    }

    private List<Method> candidates(String name) {
        List<Method> named = new ArrayList<>();
        try {
            for (Method method : type.getMethods()) {
                if (method.getName().equals(name)) {
                    named.add(method);
                }
            }
        } catch (NoClassDefFoundError error) {
            throw Fault.loadingMethod(error, name, type.getName());
        }
        named.sort((one, other) -> one.isBridge() != other.isBridge() ? Boolean.compare(one.isBridge(), other.isBridge()) : Integer.compare(weight(other), weight(one)));
        return named;
    }

    private static int weight(Method method) {
        Class<?>[] types = method.getParameterTypes();
        return types.length + (types.length > 0 && HandlerLoader.isContext(types[types.length - 1]) ? 1 : 0);
    }

    /** Why the signature cannot be a handler's; null when it can. */
    private static String complaint(Type[] types) {
        if (types.length < 2) {
            return null;
        }
        boolean in = types[0] == InputStream.class;
        boolean out = types[0] == OutputStream.class;
        if (types.length == 3) {
            boolean fits = in && types[1] == OutputStream.class && HandlerLoader.isContext(types[2]);
            return fits ? null : "Ignoring three-argument overload because argument signature is not (InputStream, OutputStream, Context)";
        }
        if (types.length > 3) {
            return "Ignoring an overload because it has too many parameters: Expected at most 3, got " + types.length;
        }
        if (HandlerLoader.isContext(types[0])) {
            return "Ignoring two-argument overload because first argument type is Context";
        }
        if (HandlerLoader.isContext(types[1]) || (in && types[1] == OutputStream.class)) {
            return null;
        }
        return out
            ? "Ignoring two-argument overload because first argument type is OutputStream and second argument type is not Context"
            : in
                ? "Ignoring two-argument overload because second parameter type, " + types[1].getTypeName() + ", is not OutputStream."
                : "Ignoring two-argument overload because second parameter type is not Context";
    }

    private Handler of(Method method) {
        Type[] types = method.getGenericParameterTypes();
        for (Type parameter : types) {
            if (parameter == InputStream.class || parameter == OutputStream.class) {
                return ofStreams(method, types);
            }
        }
        boolean takesEvent = types.length > 0 && !HandlerLoader.isContext(types[0]);
        ObjectCodec codec = new ObjectCodec(classes, takesEvent ? types[0] : null, method.getGenericReturnType());
        Object instance = instance(method);
        return (event, context) -> {
            Object input = codec.read(event);
            return codec.write(types.length == 0
                ? call(method, instance)
                : types.length == 2 ? call(method, instance, input, context) : call(method, instance, takesEvent ? input : context));
        };
    }

    private Handler ofStreams(Method method, Type[] types) {
        if (method.getReturnType() != void.class) {
            System.err.println("Will ignore return type " + method.getReturnType() + " on byte stream handler");
        }
        Object instance = instance(method);
        return (event, context) -> {
            ByteArrayOutputStream output = null;
            Object[] arguments = new Object[types.length];
            for (int index = 0; index < types.length; index++) {
                if (types[index] == OutputStream.class) {
                    arguments[index] = output = new ByteArrayOutputStream();
                } else {
                    arguments[index] = types[index] == InputStream.class ? new ByteArrayInputStream(event) : context;
                }
            }
            call(method, instance, arguments);
            return output == null ? NULL : output.toByteArray();
        };
    }

    private Object instance(Method method) {
        if (!Modifier.isPublic(type.getModifiers())) {
            method.setAccessible(true); // a public method of a class that is not
        }
        return Modifier.isStatic(method.getModifiers()) ? null : Instances.make(type);
    }

    private static Object call(Method method, Object instance, Object... arguments) throws Throwable {
        try {
            return method.invoke(instance, arguments);
        } catch (InvocationTargetException error) {
            throw error.getCause() == null ? error : error.getCause();
        }
    }
}
