package dev.mayfly.lambda.json;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes Java values of parsed JSON, by the type that is wanted. */
public final class JsonReader {
    private final boolean dateInSeconds;
    /** The bean whose members are being made. */
    private Object owner;

    private JsonReader(boolean dateInSeconds) {
        this.dateInSeconds = dateInSeconds;
    }

    /** @throws JsonException the bytes are no JSON, or do not fit the type */
    public static Object read(byte[] json, Type type) {
        Object value = JsonParser.parse(json);
        return new JsonReader(EventNames.isEvent(Types.raw(type))).bind(value, type);
    }

    private Object bind(Object value, Type type) {
        if (type instanceof WildcardType || type instanceof TypeVariable) {
            return bind(value, type instanceof WildcardType ? ((WildcardType) type).getUpperBounds()[0] : ((TypeVariable<?>) type).getBounds()[0]);
        }
        Class<?> wanted = Types.raw(type);
        if (wanted == Optional.class) {
            return Optional.ofNullable(bind(value, firstArgument(type, Optional.class)));
        }
        if (value == null) {
            return Scalars.empty(wanted);
        }
        if (wanted == Object.class || wanted == java.io.Serializable.class) {
            return natural(value);
        }
        if (Scalars.knows(wanted)) {
            return Scalars.read(single(value, wanted), wanted);
        }
        if (wanted.isArray()) {
            return array(value, type instanceof GenericArrayType ? ((GenericArrayType) type).getGenericComponentType() : wanted.getComponentType());
        }
        if (Collection.class.isAssignableFrom(wanted) || wanted == Iterable.class) {
            return collection(value, type, wanted);
        }
        if (Map.class.isAssignableFrom(wanted)) {
            return map(value, type, wanted);
        }
        if (wanted.isEnum()) {
            return Containers.constant(single(value, wanted), wanted);
        }
        if (Times.knows(wanted)) {
            return Times.read(value instanceof Map ? single(value, wanted) : value, wanted, dateInSeconds);
        }
        return bean(value, type, wanted);
    }

    /** The value in the classes that Java has for JSON. */
    private static Object natural(Object value) {
        if (value instanceof JsonNumber) {
            return ((JsonNumber) value).natural();
        }
        if (value instanceof Map) {
            Map<String, Object> members = new LinkedHashMap<>();
            ((Map<?, ?>) value).forEach((name, member) -> members.put((String) name, natural(member)));
            return members;
        }
        if (value instanceof List) {
            List<Object> elements = new ArrayList<>(((List<?>) value).size());
            ((List<?>) value).forEach(element -> elements.add(natural(element)));
            return elements;
        }
        return value;
    }

    /** An array with one element stands for that element. */
    private static Object single(Object value, Class<?> wanted) {
        if (value instanceof List && ((List<?>) value).size() == 1 && !(((List<?>) value).get(0) instanceof List)) {
            return single(((List<?>) value).get(0), wanted);
        }
        if (value instanceof Map || value instanceof List) {
            String found = value instanceof Map ? "Object value (token `JsonToken.START_OBJECT`)" : "Array value (token `JsonToken.START_ARRAY`)";
            throw new JsonException("Cannot deserialize value of type `" + wanted.getTypeName() + "` from " + found);
        }
        return value;
    }

    private Object array(Object value, Type component) {
        List<?> elements = value instanceof List ? (List<?>) value : Collections.singletonList(value);
        Object array = Array.newInstance(Types.raw(component), elements.size());
        for (int index = 0; index < elements.size(); index++) {
            Array.set(array, index, bind(elements.get(index), component));
        }
        return array;
    }

    private Object collection(Object value, Type type, Class<?> wanted) {
        Type element = wanted == Iterable.class ? firstArgument(type, Iterable.class) : firstArgument(type, Collection.class);
        Collection<Object> collection = Containers.newCollection(wanted);
        for (Object item : value instanceof List ? (List<?>) value : Collections.singletonList(value)) {
            collection.add(bind(item, element));
        }
        return collection;
    }

    private Object map(Object value, Type type, Class<?> wanted) {
        if (!(value instanceof Map)) {
            return nothingOrRefuse(value, wanted);
        }
        Type[] arguments = Types.argumentsOf(type, Map.class);
        Map<Object, Object> map = Containers.newMap(wanted, Types.raw(arguments[0]));
        ((Map<?, ?>) value).forEach((name, member) -> map.put(Containers.key((String) name, arguments[0]), bind(member, arguments[1])));
        return map;
    }

    private Object bean(Object value, Type type, Class<?> wanted) {
        if (!(value instanceof Map)) {
            return nothingOrRefuse(value, wanted);
        }
        Bean bean = Bean.of(wanted);
        Map<TypeVariable<?>, Type> bindings = type == wanted ? bean.bindings : Types.bindings(type);
        Map<?, ?> members = (Map<?, ?>) value;
        if (bean.maker.members != null) {
            return makeWhole(bean, members, bindings, wanted);
        }
        Object outer = owner;
        Object made = bean.maker.makeEmpty(outer);
        owner = made;
        members.forEach((name, member) -> {
            Property property = bean.taking((String) name);
            if (property != null) {
                property.write(made, within(wanted, property.name, member, Types.resolve(property.type(), bindings)));
            }
        });
        owner = outer;
        return made;
    }

    private Object makeWhole(Bean bean, Map<?, ?> members, Map<TypeVariable<?>, Type> bindings, Class<?> wanted) {
        Map<String, Object> given = new HashMap<>();
        boolean event = EventNames.isEvent(wanted);
        members.forEach((name, member) -> given.put(event ? EventNames.loose((String) name) : (String) name, member));
        String[] names = bean.maker.members;
        Type[] types = bean.maker.types();
        Object[] values = new Object[names.length];
        for (int index = 0; index < names.length; index++) {
            Object member = given.get(event ? EventNames.loose(names[index]) : names[index]);
            values[index] = within(wanted, names[index], member, Types.resolve(types[index], bindings));
        }
        return bean.maker.make(values);
    }

    private Object within(Class<?> owner, String name, Object member, Type type) {
        try {
            return bind(member, type);
        } catch (JsonException error) {
            throw new JsonException(error.getMessage().startsWith("Cannot") && error.getMessage().contains("(through reference chain: ")
                ? error.getMessage().replace("(through reference chain: ", "(through reference chain: " + owner.getName() + "[\"" + name + "\"]->")
                : error.getMessage() + " (through reference chain: " + owner.getName() + "[\"" + name + "\"])");
        }
    }

    /** An empty text or array stands for no object. */
    private Object nothingOrRefuse(Object value, Class<?> wanted) {
        if ("".equals(value) || value.equals(Collections.emptyList())) {
            return null;
        }
        if (value instanceof List && ((List<?>) value).size() == 1) {
            return bind(((List<?>) value).get(0), wanted);
        }
        String found = value instanceof List ? "Array value (token `JsonToken.START_ARRAY`)"
            : value instanceof JsonNumber ? "Number (" + value + ")" : value instanceof Boolean ? "Boolean value (token `JsonToken.VALUE_" + value.toString().toUpperCase() + "`)" : "String value ('" + value + "')";
        throw new JsonException(value instanceof List
            ? "Cannot deserialize value of type `" + wanted.getTypeName() + "` from " + found
            : "Cannot construct instance of `" + wanted.getTypeName() + "` (although at least one Creator exists): no creator to deserialize from " + found);
    }

    private static Type firstArgument(Type type, Class<?> above) {
        return Types.argumentsOf(type, above)[0];
    }
}
