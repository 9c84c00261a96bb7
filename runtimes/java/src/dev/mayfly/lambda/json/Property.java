package dev.mayfly.lambda.json;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;

/** One member of a bean: how it is read, how it is set, and its type. */
final class Property {
    final String name;
    Method getter;
    Method setter;
    Field field;

    Property(String name) {
        this.name = name;
    }

    boolean readable() {
        return getter != null || field != null;
    }

    boolean writable() {
        return setter != null || field != null;
    }

    Type type() {
        return setter != null ? setter.getGenericParameterTypes()[0] : field.getGenericType();
    }

    Object read(Object bean) {
        try {
            return getter != null ? getter.invoke(bean) : field.get(bean);
        } catch (InvocationTargetException error) {
            throw failed(bean, error.getCause());
        } catch (IllegalAccessException error) {
            throw failed(bean, error);
        }
    }

    void write(Object bean, Object value) {
        try {
            if (setter != null) {
                setter.invoke(bean, value);
            } else {
                field.set(bean, value);
            }
        } catch (InvocationTargetException error) {
            throw failed(bean, error.getCause());
        } catch (IllegalAccessException error) {
            throw failed(bean, error);
        }
    }

    private JsonException failed(Object bean, Throwable cause) {
        if (cause instanceof VirtualMachineError) {
            throw (VirtualMachineError) cause;
        }
        JsonException failure = new JsonException(cause.getMessage() + " (through reference chain: " + bean.getClass().getName() + "[\"" + name + "\"])");
        failure.addSuppressed(cause);
        return failure;
    }
}
