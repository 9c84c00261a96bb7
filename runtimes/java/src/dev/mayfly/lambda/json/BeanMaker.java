package dev.mayfly.lambda.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes instances of a class: by its constructor without parameters, or, for records and the event classes that have no setters, by the one
 * constructor that takes every field in order.
 */
final class BeanMaker {
    /** Null where the class is made empty and then filled. */
    final String[] members;
    private final Constructor<?> constructor;
    private final String fault;
    /** Of an inner class: the class of the instance that each of its own belongs to. */
    private final Class<?> enclosing;

    private BeanMaker(Constructor<?> constructor, String[] members, String fault) {
        this(constructor, members, fault, null);
    }

    private BeanMaker(Constructor<?> constructor, String[] members, String fault, Class<?> enclosing) {
        this.constructor = constructor;
        this.members = members;
        this.fault = fault;
        this.enclosing = enclosing;
    }

    static BeanMaker of(Class<?> type) {
        String cannot = "Cannot construct instance of `" + type.getName() + "` (no Creators, like default constructor, exist): ";
        if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
            return new BeanMaker(null, null, cannot + "abstract types either need to be mapped to concrete types, have custom deserializer, or contain additional type information");
        }
        if (isRecord(type) || EventNames.isMadeWhole(type)) {
            BeanMaker whole = whole(type);
            if (whole != null) {
                return whole;
            }
        }
        boolean inner = type.getEnclosingClass() != null && !Modifier.isStatic(type.getModifiers());
        try {
            Constructor<?> empty = inner ? type.getDeclaredConstructor(type.getEnclosingClass()) : type.getDeclaredConstructor();
            empty.setAccessible(true);
            return new BeanMaker(empty, null, null, inner ? type.getEnclosingClass() : null);
        } catch (NoSuchMethodException none) {
            return new BeanMaker(null, null, cannot + "cannot deserialize from Object value (no delegate- or property-based Creator)");
        } catch (RuntimeException shut) {
            return new BeanMaker(null, null, cannot + shut.getMessage());
        }
    }

    /** By name: classes of this pack are for Java 8, which has no records. */
    static boolean isRecord(Class<?> type) {
        return type.getSuperclass() != null && type.getSuperclass().getName().equals("java.lang.Record");
    }

    /** @param owner the bean that the new one is to be a member of, or null */
    Object makeEmpty(Object owner) {
        if (enclosing == null) {
            return make();
        }
        if (!enclosing.isInstance(owner)) {
            throw new JsonException("Cannot construct instance of `" + constructor.getDeclaringClass().getName() + "`: non-static inner classes like this can only be instantiated within an instance of their outer class");
        }
        return make(owner);
    }

    Type[] types() {
        return constructor.getGenericParameterTypes();
    }

    Object make(Object... values) {
        if (fault != null) {
            throw new JsonException(fault);
        }
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException error) {
            if (error.getCause() instanceof VirtualMachineError) {
                throw (VirtualMachineError) error.getCause();
            }
            JsonException failure = new JsonException("Cannot construct instance of `" + constructor.getDeclaringClass().getName() + "`, problem: " + error.getCause().getMessage());
            failure.addSuppressed(error.getCause());
            throw failure;
        } catch (InstantiationException | IllegalAccessException error) {
            throw new JsonException("Cannot construct instance of `" + constructor.getDeclaringClass().getName() + "`, problem: " + error.getMessage());
        }
    }

    private static BeanMaker whole(Class<?> type) {
        List<String> names = new ArrayList<>();
        collectNames(type, names);
        Constructor<?> best = null;
        for (Constructor<?> candidate : type.getDeclaredConstructors()) {
            if (candidate.getParameterCount() == names.size() && !candidate.isSynthetic() && !candidate.isAnnotationPresent(Deprecated.class)) {
                best = candidate;
            }
        }
        if (best == null || names.isEmpty()) {
            return null;
        }
        best.setAccessible(true);
        return new BeanMaker(best, names.toArray(new String[0]), null);
    }

    private static void collectNames(Class<?> type, List<String> names) {
        if (type == null || type == Object.class) {
            return;
        }
        collectNames(type.getSuperclass(), names);
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                names.add(field.getName());
            }
        }
    }
}
