package dev.mayfly.lambda.json;

import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Makes collections and maps of the wanted kind, and what stands in them as a name: keys and constants. */
final class Containers {
    private Containers() {
    }

    @SuppressWarnings("unchecked")
    static Collection<Object> newCollection(Class<?> wanted) {
        if (!wanted.isInterface() && !Modifier.isAbstract(wanted.getModifiers())) {
            return (Collection<Object>) Bean.of(wanted).maker.makeEmpty(null);
        }
        if (SortedSet.class.isAssignableFrom(wanted)) {
            return new TreeSet<>();
        }
        if (Set.class.isAssignableFrom(wanted)) {
            return new HashSet<>();
        }
        if (wanted == Deque.class || wanted == Queue.class) {
            return wanted == Deque.class ? new ArrayDeque<>() : new LinkedList<>();
        }
        return new ArrayList<>();
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    static Map<Object, Object> newMap(Class<?> wanted, Class<?> key) {
        if (wanted == EnumMap.class) {
            return new EnumMap(key);
        }
        if (!wanted.isInterface() && !Modifier.isAbstract(wanted.getModifiers())) {
            return (Map<Object, Object>) Bean.of(wanted).maker.makeEmpty(null);
        }
        if (SortedMap.class.isAssignableFrom(wanted)) {
            return new TreeMap<>();
        }
        return ConcurrentMap.class.isAssignableFrom(wanted) ? new ConcurrentHashMap<>() : new LinkedHashMap<>();
    }

    static Object key(String name, Type type) {
        Class<?> wanted = Types.raw(type);
        if (wanted == Object.class || wanted == String.class) {
            return name;
        }
        if (wanted.isEnum()) {
            return constant(name, wanted);
        }
        if (Scalars.canBeKey(wanted)) {
            return Scalars.read(name, wanted);
        }
        if (Times.knows(wanted)) {
            return Times.read(name, wanted, false);
        }
        throw new JsonException("Cannot find a (Map) Key deserializer for type [simple type, class " + wanted.getName() + "]");
    }

    /** By name, or by number; a name that there is not is null. */
    static Object constant(Object value, Class<?> type) {
        Object[] constants = type.getEnumConstants();
        if (value instanceof JsonNumber) {
            int number = ((JsonNumber) value).intValue();
            return number >= 0 && number < constants.length ? constants[number] : null;
        }
        for (Object constant : constants) {
            if (((Enum<?>) constant).name().equals(value)) {
                return constant;
            }
        }
        return null;
    }
}
