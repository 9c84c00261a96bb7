package dev.mayfly.lambda.json;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.TimeZone;

/**
 * Dates and times. As in AWS's runtime, a Date is milliseconds since 1970 (in AWS's event classes seconds), an Instant seconds with nanoseconds
 * as decimals, a LocalDate [year,month,day]; each is also read from ISO 8601 text.
 */
final class Times {
    private static final int NANOS = 9;
    private static final String JODA = "joda.time.DateTime";

    private Times() {
    }

    static boolean knows(Class<?> type) {
        return Date.class.isAssignableFrom(type) || Calendar.class.isAssignableFrom(type) || type.getName().startsWith("java.time.") || type.getName().endsWith(JODA);
    }

    /** @param inSeconds how numbers for a Date are meant */
    static Object read(Object value, Class<?> type, boolean inSeconds) {
        if ("".equals(value)) {
            return null;
        }
        try {
            if (Date.class.isAssignableFrom(type)) {
                return type.getConstructor(long.class).newInstance(millis(value, inSeconds));
            }
            if (Calendar.class.isAssignableFrom(type)) {
                Calendar calendar = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
                calendar.setTimeInMillis(millis(value, inSeconds));
                return calendar;
            }
            if (value instanceof List) {
                return ofParts((List<?>) value, type);
            }
            return value instanceof JsonNumber ? ofNumber((JsonNumber) value, type) : ofText((String) value, type);
        } catch (ReflectiveOperationException | RuntimeException error) {
            Throwable cause = error instanceof InvocationTargetException ? error.getCause() : error;
            throw new JsonException("Cannot deserialize value of type `" + type.getName() + "` from \"" + value + "\": " + cause.getMessage());
        }
    }

    /** Appends the value's JSON. */
    static void write(StringBuilder json, Object value, boolean inSeconds) {
        if (value instanceof Date || value instanceof Calendar) {
            long millis = value instanceof Date ? ((Date) value).getTime() : ((Calendar) value).getTimeInMillis();
            json.append(inSeconds ? Double.toString(millis / 1000.0) : Long.toString(millis));
        } else if (value instanceof Instant) {
            decimal(json, ((Instant) value).getEpochSecond(), ((Instant) value).getNano());
        } else if (value instanceof OffsetDateTime) {
            write(json, ((OffsetDateTime) value).toInstant(), inSeconds);
        } else if (value instanceof ZonedDateTime) {
            write(json, ((ZonedDateTime) value).toInstant(), inSeconds);
        } else if (value instanceof Duration) {
            decimal(json, ((Duration) value).getSeconds(), ((Duration) value).getNano());
        } else if (value instanceof LocalDate) {
            parts(json, (LocalDate) value, null);
        } else if (value instanceof LocalTime) {
            parts(json, null, (LocalTime) value);
        } else if (value instanceof LocalDateTime) {
            parts(json, ((LocalDateTime) value).toLocalDate(), ((LocalDateTime) value).toLocalTime());
        } else if (value instanceof YearMonth) {
            json.append('[').append(((YearMonth) value).getYear()).append(',').append(((YearMonth) value).getMonthValue()).append(']');
        } else if (value instanceof Year) {
            json.append(((Year) value).getValue());
        } else {
            JsonText.append(json, value instanceof OffsetTime || value instanceof MonthDay || value instanceof Period || value instanceof ZoneId ? value.toString() : String.valueOf(value));
        }
    }

    private static long millis(Object value, boolean inSeconds) {
        if (value instanceof JsonNumber) {
            return inSeconds ? (long) (((JsonNumber) value).doubleValue() * 1000) : ((JsonNumber) value).longValue();
        }
        String text = (String) value;
        if (!text.isEmpty() && text.chars().allMatch(c -> c == '-' || Character.isDigit(c)) && text.lastIndexOf('-') <= 0) {
            return inSeconds ? Long.parseLong(text) * 1000 : Long.parseLong(text);
        }
        return instant(text).toEpochMilli();
    }

    /** ISO 8601 with or without a time and an offset (Z, +01:00, +0100), or a date as HTTP writes it. */
    private static Instant instant(String text) {
        if (text.indexOf(',') > 0) {
            return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        }
        if (text.indexOf('T') < 0) {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        if (text.matches(".*[+-]\\d{4}")) {
            text = text.substring(0, text.length() - 2) + ":" + text.substring(text.length() - 2);
        }
        TemporalAccessor parsed = DateTimeFormatter.ISO_DATE_TIME.parseBest(text, ZonedDateTime::from, LocalDateTime::from);
        return parsed instanceof ZonedDateTime ? ((ZonedDateTime) parsed).toInstant() : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
    }

    private static Object ofNumber(JsonNumber number, Class<?> type) {
        if (type == LocalDate.class) {
            return LocalDate.ofEpochDay(number.longValue());
        }
        if (type == Year.class) {
            return Year.of(number.intValue());
        }
        BigDecimal value = number.decimal();
        long seconds = value.toBigInteger().longValueExact();
        long nanos = value.subtract(BigDecimal.valueOf(seconds)).movePointRight(NANOS).longValue();
        if (type == Duration.class) {
            return Duration.ofSeconds(seconds, nanos);
        }
        Instant instant = Instant.ofEpochSecond(seconds, nanos);
        if (type == Instant.class) {
            return instant;
        }
        if (type == OffsetDateTime.class) {
            return instant.atOffset(ZoneOffset.UTC);
        }
        if (type == ZonedDateTime.class) {
            return instant.atZone(ZoneId.of("UTC"));
        }
        throw new IllegalArgumentException("a number says nothing about it");
    }

    private static Object ofParts(List<?> parts, Class<?> type) {
        int[] numbers = new int[7];
        for (int index = 0; index < parts.size() && index < numbers.length; index++) {
            numbers[index] = ((JsonNumber) parts.get(index)).intValue();
        }
        if (type == LocalDate.class) {
            return LocalDate.of(numbers[0], numbers[1], numbers[2]);
        }
        if (type == LocalTime.class) {
            return LocalTime.of(numbers[0], numbers[1], numbers[2], numbers[3]);
        }
        if (type == LocalDateTime.class) {
            return LocalDateTime.of(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6]);
        }
        if (type == YearMonth.class) {
            return YearMonth.of(numbers[0], numbers[1]);
        }
        throw new IllegalArgumentException("an array says nothing about it");
    }

    /** Each of these classes parses its own text. */
    private static Object ofText(String text, Class<?> type) throws ReflectiveOperationException {
        if (type == Instant.class) {
            return instant(text);
        }
        if (type == ZoneId.class || type == ZoneOffset.class) {
            return type == ZoneId.class ? ZoneId.of(text) : ZoneOffset.of(text);
        }
        if (type == LocalDate.class && text.indexOf('T') > 0) {
            return LocalDateTime.ofInstant(instant(text), ZoneOffset.UTC).toLocalDate();
        }
        if (type == LocalDateTime.class && text.endsWith("Z")) {
            return LocalDateTime.ofInstant(instant(text), ZoneOffset.UTC);
        }
        Method parse = type.getMethod("parse", type.getName().endsWith(JODA) ? String.class : CharSequence.class);
        return parse.invoke(null, text);
    }

    private static void decimal(StringBuilder json, long seconds, int nanos) {
        BigDecimal value = BigDecimal.valueOf(seconds).add(BigDecimal.valueOf(nanos, NANOS));
        json.append(value.setScale(NANOS).toPlainString());
    }

    private static void parts(StringBuilder json, LocalDate date, LocalTime time) {
        json.append('[');
        if (date != null) {
            json.append(date.getYear()).append(',').append(date.getMonthValue()).append(',').append(date.getDayOfMonth());
        }
        if (time != null) {
            json.append(date == null ? "" : ",").append(time.getHour()).append(',').append(time.getMinute());
            if (time.getSecond() > 0 || time.getNano() > 0) {
                json.append(',').append(time.getSecond());
            }
            if (time.getNano() > 0) {
                json.append(',').append(time.getNano());
            }
        }
        json.append(']');
    }
}
