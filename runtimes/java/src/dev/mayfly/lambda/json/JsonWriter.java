package dev.mayfly.lambda.json;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicBoolean;

/** Writes Java values as JSON: beans by their properties, and nothing for a member that is null, as AWS's runtime does. */
public final class JsonWriter {
    private static final int DEEPEST = 1000;
    private final StringBuilder json = new StringBuilder(256);
    private final boolean dateInSeconds;
    private int depth;

    private JsonWriter(boolean dateInSeconds) {
        this.dateInSeconds = dateInSeconds;
    }

    /** @throws JsonException a property's getter failed, or the value contains itself */
    public static byte[] write(Object value) {
        return text(value).getBytes(StandardCharsets.UTF_8);
    }

    /** The same as text. */
    public static String text(Object value) {
        JsonWriter writer = new JsonWriter(value != null && EventNames.isEvent(value.getClass()));
        writer.append(value);
        return writer.json.toString();
    }

    private void append(Object value) {
        if (value == null) {
            json.append("null");
        } else if (value instanceof CharSequence) {
            JsonText.append(json, (CharSequence) value);
        } else if (value instanceof Number) {
            number((Number) value);
        } else if (value instanceof Boolean) {
            json.append(value);
        } else {
            if (++depth > DEEPEST) {
                throw new JsonException("Document nesting depth (" + depth + ") exceeds the maximum allowed (" + DEEPEST + "): does the value contain itself?");
            }
            container(value);
            depth--;
        }
    }

    private void container(Object value) {
        if (value instanceof Map) {
            map((Map<?, ?>) value);
        } else if (value instanceof Collection) {
            elements(((Collection<?>) value).iterator());
        } else if (value.getClass().isArray()) {
            array(value);
        } else if (value instanceof Iterator) {
            elements((Iterator<?>) value);
        } else if (value instanceof Enum) {
            JsonText.append(json, ((Enum<?>) value).name());
        } else if (Times.knows(value.getClass())) {
            Times.write(json, value, dateInSeconds);
        } else if (value instanceof Optional) {
            append(((Optional<?>) value).orElse(null));
        } else if (isText(value)) {
            JsonText.append(json, text(value, value.getClass()));
        } else if (value instanceof Iterable && Bean.of(value.getClass()).readable().length == 0) {
            elements(((Iterable<?>) value).iterator());
        } else {
            others(value);
        }
    }

    private void others(Object value) {
        if (value instanceof ByteBuffer) {
            ByteBuffer buffer = ((ByteBuffer) value).duplicate();
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            JsonText.append(json, Base64.getEncoder().encodeToString(bytes));
        } else if (value instanceof AtomicBoolean) {
            json.append(((AtomicBoolean) value).get());
        } else if (value instanceof OptionalInt) {
            append(((OptionalInt) value).isPresent() ? ((OptionalInt) value).getAsInt() : null);
        } else if (value instanceof OptionalLong) {
            append(((OptionalLong) value).isPresent() ? ((OptionalLong) value).getAsLong() : null);
        } else if (value instanceof OptionalDouble) {
            append(((OptionalDouble) value).isPresent() ? ((OptionalDouble) value).getAsDouble() : null);
        } else {
            bean(value);
        }
    }

    private static boolean isText(Object value) {
        return value instanceof Character || value instanceof java.util.UUID || value instanceof java.net.URI || value instanceof java.net.URL || value instanceof Locale
            || value instanceof java.util.Currency || value instanceof java.util.regex.Pattern || value instanceof TimeZone || value instanceof Class
            || value instanceof java.io.File || value instanceof Charset || value instanceof java.nio.file.Path;
    }

    private static String text(Object value, Class<?> type) {
        if (value instanceof TimeZone) {
            return ((TimeZone) value).getID();
        }
        return type == Class.class ? ((Class<?>) value).getName() : value instanceof java.nio.file.Path ? ((java.nio.file.Path) value).toUri().toString() : value.toString();
    }

    private void number(Number value) {
        if (value instanceof Double || value instanceof Float) {
            double number = value.doubleValue();
            if (Double.isNaN(number) || Double.isInfinite(number)) {
                JsonText.append(json, value.toString());
                return;
            }
        }
        json.append(value);
    }

    private void map(Map<?, ?> map) {
        char before = '{';
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (entry.getValue() == null) {
                continue;
            }
            if (entry.getKey() == null) {
                throw new JsonException("Null key for a Map not allowed in JSON (use a converting NullKeySerializer?)");
            }
            json.append(before);
            before = ',';
            JsonText.append(json, keyOf(entry.getKey()));
            json.append(':');
            append(entry.getValue());
        }
        json.append(before == '{' ? "{}" : "}");
    }

    private static String keyOf(Object key) {
        return key instanceof Enum ? ((Enum<?>) key).name() : key instanceof java.util.Date ? ((java.util.Date) key).toInstant().toString() : key.toString();
    }

    private void elements(Iterator<?> elements) {
        json.append('[');
        while (elements.hasNext()) {
            append(elements.next());
            if (elements.hasNext()) {
                json.append(',');
            }
        }
        json.append(']');
    }

    private void array(Object array) {
        if (array instanceof byte[]) {
            JsonText.append(json, Base64.getEncoder().encodeToString((byte[]) array));
            return;
        }
        if (array instanceof char[]) {
            JsonText.append(json, new String((char[]) array));
            return;
        }
        json.append('[');
        int length = Array.getLength(array);
        for (int index = 0; index < length; index++) {
            if (index > 0) {
                json.append(',');
            }
            append(Array.get(array, index));
        }
        json.append(']');
    }

    private void bean(Object bean) {
        char before = '{';
        Class<?> type = bean.getClass();
        for (Property property : Bean.of(type).readable()) {
            Object value = property.read(bean);
            if (value == null) {
                continue;
            }
            if (value == bean) {
                throw new JsonException("Direct self-reference leading to cycle (through reference chain: " + type.getName() + "[\"" + property.name + "\"])");
            }
            json.append(before);
            before = ',';
            JsonText.append(json, EventNames.of(type, property.name));
            json.append(':');
            append(value);
        }
        json.append(before == '{' ? "{}" : "}");
    }
}
