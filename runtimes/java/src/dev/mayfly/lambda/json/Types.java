package dev.mayfly.lambda.json;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Answers questions about generic types. */
public final class Types {
    private Types() {
    }

    /** The class that a value of this type has at least. */
    public static Class<?> raw(Type type) {
        if (type instanceof Class) {
            return (Class<?>) type;
        }
        if (type instanceof ParameterizedType) {
            return (Class<?>) ((ParameterizedType) type).getRawType();
        }
        if (type instanceof GenericArrayType) {
            return Array.newInstance(raw(((GenericArrayType) type).getGenericComponentType()), 0).getClass();
        }
        if (type instanceof WildcardType) {
            return raw(((WildcardType) type).getUpperBounds()[0]);
        }
        return raw(((TypeVariable<?>) type).getBounds()[0]);
    }

    /** What a class or interface above this type was given for its own type parameters; null when the type is not below it, the type parameter itself where nothing was given. */
    public static Type[] argumentsOf(Type type, Class<?> above) {
        Class<?> own = raw(type);
        if (!above.isAssignableFrom(own)) {
            return null;
        }
        if (own == above) {
            return type instanceof ParameterizedType ? ((ParameterizedType) type).getActualTypeArguments() : above.getTypeParameters();
        }
        Map<TypeVariable<?>, Type> bindings = bindings(type);
        Type superclass = own.getGenericSuperclass();
        if (superclass != null && above.isAssignableFrom(raw(superclass))) {
            return argumentsOf(resolve(superclass, bindings), above);
        }
        for (Type candidate : own.getGenericInterfaces()) {
            if (above.isAssignableFrom(raw(candidate))) {
                return argumentsOf(resolve(candidate, bindings), above);
            }
        }
        return above.getTypeParameters();
    }

    /** What each type parameter of this type's class, and of its superclasses, stands for. */
    static Map<TypeVariable<?>, Type> bindings(Type type) {
        Map<TypeVariable<?>, Type> bindings = new HashMap<>();
        Type current = type;
        while (current != null && current != Object.class) {
            if (current instanceof ParameterizedType) {
                TypeVariable<?>[] parameters = raw(current).getTypeParameters();
                Type[] arguments = ((ParameterizedType) current).getActualTypeArguments();
                for (int index = 0; index < parameters.length; index++) {
                    bindings.put(parameters[index], arguments[index]);
                }
            }
            Type superclass = raw(current).getGenericSuperclass();
            current = superclass == null ? null : resolve(superclass, bindings);
        }
        return bindings;
    }

    /** The type with its type parameters filled in. */
    static Type resolve(Type type, Map<TypeVariable<?>, Type> bindings) {
        if (type instanceof TypeVariable) {
            Type bound = bindings.get(type);
            return bound != null ? bound : type;
        }
        if (type instanceof ParameterizedType) {
            ParameterizedType parameterized = (ParameterizedType) type;
            Type[] arguments = parameterized.getActualTypeArguments();
            Type[] resolved = new Type[arguments.length];
            for (int index = 0; index < arguments.length; index++) {
                resolved[index] = resolve(arguments[index], bindings);
            }
            return Arrays.equals(arguments, resolved) ? type : new Filled((Class<?>) parameterized.getRawType(), resolved);
        }
        if (type instanceof GenericArrayType) {
            Type component = resolve(((GenericArrayType) type).getGenericComponentType(), bindings);
            return Array.newInstance(raw(component), 0).getClass().getComponentType() == component
                ? Array.newInstance((Class<?>) component, 0).getClass()
                : (GenericArrayType) () -> component;
        }
        return type instanceof WildcardType ? resolve(((WildcardType) type).getUpperBounds()[0], bindings) : type;
    }

    private static final class Filled implements ParameterizedType {
        private final Class<?> raw;
        private final Type[] arguments;

        Filled(Class<?> raw, Type[] arguments) {
            this.raw = raw;
            this.arguments = arguments;
        }

        @Override
        public Type[] getActualTypeArguments() {
            return arguments;
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public Type getOwnerType() {
            return raw.getDeclaringClass();
        }
    }
}
