package dev.mayfly.lambda.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Currency;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** Turns a text, number or boolean into a Java value of a wanted class, converting between them as Jackson does. */
final class Scalars {
    private interface Reader {
        Object read(Object value) throws Exception;
    }

    private static final Map<Class<?>, Reader> READERS = new HashMap<>();
    private static final Map<Class<?>, Object> DEFAULTS = new HashMap<>();

    static {
        READERS.put(String.class, value -> value instanceof JsonNumber || value instanceof Boolean ? value.toString() : (String) value);
        READERS.put(CharSequence.class, READERS.get(String.class));
        number(byte.class, Byte.class, (byte) 0, value -> (byte) number(value).whole(9, "Java byte"));
        number(short.class, Short.class, (short) 0, value -> (short) number(value).whole(16, "Java short"));
        number(int.class, Integer.class, 0, value -> number(value).intValue());
        number(long.class, Long.class, 0L, value -> number(value).longValue());
        number(float.class, Float.class, 0f, value -> number(value).floatValue());
        number(double.class, Double.class, 0d, value -> number(value).doubleValue());
        number(boolean.class, Boolean.class, false, Scalars::bool);
        number(char.class, Character.class, '\0', value -> value instanceof JsonNumber ? (char) ((JsonNumber) value).intValue() : character((String) value));
        READERS.put(Number.class, value -> value instanceof JsonNumber ? ((JsonNumber) value).natural() : number(value).natural());
        READERS.put(BigDecimal.class, value -> number(value).decimal());
        READERS.put(BigInteger.class, value -> number(value).decimal().toBigInteger());
        READERS.put(AtomicInteger.class, value -> new AtomicInteger(number(value).intValue()));
        READERS.put(AtomicLong.class, value -> new AtomicLong(number(value).longValue()));
        READERS.put(AtomicBoolean.class, value -> new AtomicBoolean(bool(value)));
        READERS.put(byte[].class, value -> bytes((String) value));
        READERS.put(ByteBuffer.class, value -> ByteBuffer.wrap(bytes((String) value)));
        READERS.put(char[].class, value -> ((String) value).toCharArray());
        READERS.put(StringBuilder.class, value -> new StringBuilder((String) value));
        READERS.put(UUID.class, value -> UUID.fromString((String) value));
        READERS.put(URI.class, value -> URI.create((String) value));
        READERS.put(URL.class, value -> new URL((String) value));
        READERS.put(Locale.class, value -> Locale.forLanguageTag(((String) value).replace('_', '-')));
        READERS.put(Currency.class, value -> Currency.getInstance((String) value));
        READERS.put(Pattern.class, value -> Pattern.compile((String) value));
        READERS.put(TimeZone.class, value -> TimeZone.getTimeZone((String) value));
    }

    private Scalars() {
    }

    static boolean knows(Class<?> type) {
        return READERS.containsKey(type);
    }

    /** What null means for a class: zero for a primitive one. */
    static Object empty(Class<?> type) {
        return type.isPrimitive() ? DEFAULTS.get(type) : null;
    }

    static Object read(Object value, Class<?> type) {
        if ("".equals(value) && type != String.class && type != CharSequence.class && type != char[].class && type != StringBuilder.class) {
            return empty(type);
        }
        try {
            return READERS.get(type).read(value);
        } catch (JsonException error) {
            throw error;
        } catch (Exception error) {
            String kind = value instanceof JsonNumber ? "Number" : value instanceof Boolean ? "Boolean" : "String";
            throw new JsonException("Cannot deserialize value of type `" + type.getTypeName() + "` from " + kind + " " + quoted(value) + ": not a valid `" + type.getTypeName() + "` value");
        }
    }

    /** As a map's key: always text. */
    static boolean canBeKey(Class<?> type) {
        return type == String.class || type == UUID.class || type == URI.class || type == Locale.class || DEFAULTS.containsKey(type) || Number.class.isAssignableFrom(type);
    }

    private static String quoted(Object value) {
        return value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
    }

    private static void number(Class<?> primitive, Class<?> boxed, Object zero, Reader reader) {
        READERS.put(primitive, reader);
        READERS.put(boxed, reader);
        DEFAULTS.put(primitive, zero);
        DEFAULTS.put(boxed, zero);
    }

    private static JsonNumber number(Object value) {
        if (value instanceof JsonNumber) {
            return (JsonNumber) value;
        }
        String text = ((String) value).trim();
        Double.parseDouble(text); // refuses what is no number
        return new JsonNumber(text);
    }

    private static boolean bool(Object value) {
        if (value instanceof Boolean) {
            return (Boolean) value;
        }
        if (value instanceof JsonNumber) {
            return ((JsonNumber) value).doubleValue() != 0;
        }
        String text = ((String) value).trim();
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw new IllegalArgumentException(text);
        }
        return text.equalsIgnoreCase("true");
    }

    private static char character(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException(text);
        }
        return text.charAt(0);
    }

    private static byte[] bytes(String text) {
        return text.indexOf('-') >= 0 || text.indexOf('_') >= 0 ? Base64.getUrlDecoder().decode(text) : Base64.getMimeDecoder().decode(text);
    }
}
