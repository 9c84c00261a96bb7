package dev.mayfly.lambda.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.mayfly.lambda.json.Types;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;

/** Finds what a handler string names: "package.Class" for the handler interfaces, "package.Class::method" for any method. */
public final class HandlerLoader {
    private final ClassLoader classes;

    public HandlerLoader(ClassLoader classes) {
        this.classes = classes;
    }

    /**
     * Faults that AWS tells at the first invocation come back as a handler that throws them.
     *
     * @throws Fault a fatal one: the function's own code failed while it was loaded
     */
    public Handler load(String handler) {
        try {
            return find(handler);
        } catch (Fault fault) {
            if (fault.fatal) {
                throw fault;
            }
            return (event, context) -> {
                throw fault;
            };
        }
    }

    private Handler find(String handler) {
        int colons = handler.lastIndexOf("::");
        String className = colons < 0 ? handler : handler.substring(0, colons);
        String method = colons < 0 ? null : handler.substring(colons + 2);
        if (className.isEmpty() || (method != null && method.isEmpty())) {
            throw Fault.of("Invalid handler: `" + handler + "'");
        }
        Class<?> type = load(className, className);
        return method == null ? ofInterface(type) : new MethodHandlers(classes, type).find(method);
    }

    private Class<?> load(String name, String className) {
        try {
            return Class.forName(name, true, classes);
        } catch (ClassNotFoundException error) {
            throw Fault.classNotFound(error, className);
        } catch (NoClassDefFoundError error) {
            throw Fault.loading(error, className, false);
        } catch (Throwable error) {
            throw Fault.loading(error, className, true);
        }
    }

    private Handler ofInterface(Class<?> type) {
        if (RequestStreamHandler.class.isAssignableFrom(type)) {
            return ofStream((RequestStreamHandler) Instances.make(type));
        }
        if (RequestHandler.class.isAssignableFrom(type)) {
            Type[] types = concreteTypes(type);
            RequestHandler<?, ?> instance = (RequestHandler<?, ?>) Instances.make(type);
            return ofObjects(instance, types[0], types[1]);
        }
        throw Fault.of("Class does not implement an appropriate handler interface: " + type.getName());
    }

    @SuppressWarnings("unchecked")
    private Handler ofObjects(RequestHandler<?, ?> instance, Type input, Type output) {
        RequestHandler<Object, Object> untyped = (RequestHandler<Object, Object>) instance;
        ObjectCodec codec = new ObjectCodec(classes, input, output);
        return (event, context) -> codec.write(untyped.handleRequest(codec.read(event), context));
    }

    static Handler ofStream(RequestStreamHandler instance) {
        return (event, context) -> {
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            instance.handleRequest(new ByteArrayInputStream(event), output, context);
            return output.toByteArray();
        };
    }

    private static Type[] concreteTypes(Class<?> type) {
        Type[] types = Types.argumentsOf(type, RequestHandler.class);
        String complaint = "Class " + type.getName() + " does not implement RequestHandler with concrete type parameters";
        for (Type argument : types) {
            if (argument instanceof TypeVariable) {
                TypeVariable<?> open = (TypeVariable<?>) argument;
                if (open.getGenericDeclaration() == RequestHandler.class) {
                    throw Fault.of(complaint);
                }
                if (open.getBounds()[0] == Object.class) {
                    throw Fault.of(complaint + ": parameter " + open + " has no upper bound.");
                }
            }
        }
        return types;
    }

    static boolean isContext(Type type) {
        return type == Context.class;
    }
}
