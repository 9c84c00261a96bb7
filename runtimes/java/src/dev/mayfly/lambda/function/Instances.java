package dev.mayfly.lambda.function;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;

/** Makes the instance that handles a function's events. */
final class Instances {
    private Instances() {
    }

    /** @throws Fault there is no public constructor without parameters; a fatal one when the constructor itself threw */
    static Object make(Class<?> type) {
        Constructor<?> constructor;
        try {
            constructor = type.getConstructor();
        } catch (NoSuchMethodException none) {
            boolean inner = type.getEnclosingClass() != null && !Modifier.isStatic(type.getModifiers());
            throw Fault.of(new Exception(inner
                ? "Class " + type.getName() + " cannot be instantiated because it is a non-static inner class"
                : "Class " + type.getName() + " has no public zero-argument constructor", inner ? null : none));
        }
        try {
            return constructor.newInstance();
        } catch (InvocationTargetException error) {
            throw Fault.fatal(error.getCause());
        } catch (ReflectiveOperationException error) {
            throw Fault.of(error);
        }
    }
}
