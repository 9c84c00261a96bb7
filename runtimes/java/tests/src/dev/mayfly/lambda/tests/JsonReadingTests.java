package dev.mayfly.lambda.tests;

import dev.mayfly.lambda.json.JsonReader;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** JSON into Java, by the type that is wanted. */
public final class JsonReadingTests {
    enum Colour { RED, GREEN }

    static class Base<T> {
        private T value;

        public T getValue() {
            return value;
        }

        public void setValue(T value) {
            this.value = value;
        }
    }

    static class Order extends Base<List<Integer>> {
        public int count;
        public String[] names;
        private String hidden = "kept";
        private Order inner;
        private boolean ready;
        private Colour colour;
        private Map<Colour, Base<String>> byColour;

        public Order getInner() {
            return inner;
        }

        public void setInner(Order inner) {
            this.inner = inner;
        }

        public boolean isReady() {
            return ready;
        }

        public void setReady(boolean ready) {
            this.ready = ready;
        }

        Order setColour(Colour colour) {
            this.colour = colour;
            return this;
        }

        public void setByColour(Map<Colour, Base<String>> byColour) {
            this.byColour = byColour;
        }

        public void setURL(String url) {
            hidden = url;
        }
    }

    static class Outer {
        public int number;
        public Inner inner;
        public List<Inner> inners;

        class Inner {
            public int more;

            int sum() {
                return number + more;
            }
        }
    }

    public List<Map<String, Long>> lists;

    public void values_without_a_type_are_the_smallest_that_hold_them() {
        Check.equal(Arrays.asList(1, 2147483648L, new BigInteger("9223372036854775808"), 1.5, 1e3, "a", true, null), read("[1,2147483648,9223372036854775808,1.5,1e3,\"a\",true,null]", Object.class));
        Check.equal(Collections.singletonMap("a", Collections.emptyList()), read("{\"a\":[]}", Object.class));
    }

    public void scalars_are_converted() {
        Check.equal("1.50", read("1.50", String.class));
        Check.equal("true", read("true", String.class));
        Check.equal(5, read("\"5\"", int.class));
        Check.equal(5, read("5.9", Integer.class));
        Check.equal(0, read("null", int.class));
        Check.equal(null, read("null", Integer.class));
        Check.equal(null, read("\"\"", Date.class));
        Check.equal(true, read("\"true\"", boolean.class));
        Check.equal('x', read("\"x\"", char.class));
        Check.equal(new BigDecimal("0.10000000000000000000001"), read("0.10000000000000000000001", BigDecimal.class));
        Check.equal(Double.NaN, read("NaN", double.class));
        Check.equal("hi", new String((byte[]) read("\"aGk=\"", byte[].class), StandardCharsets.UTF_8));
        Check.equal(UUID.fromString("00000000-0000-0000-0000-000000000001"), read("\"00000000-0000-0000-0000-000000000001\"", UUID.class));
        Check.equal(7, read("[7]", int.class));
    }

    public void numbers_that_do_not_fit_are_refused() {
        Check.contains("out of range of int", Check.messageOf(() -> read("3000000000", int.class)));
        Check.contains("out of range of Java byte", Check.messageOf(() -> read("300", byte.class)));
        Check.contains("Cannot deserialize value of type `int` from String \"x\"", Check.messageOf(() -> read("\"x\"", int.class)));
        Check.contains("Cannot deserialize value of type `java.lang.String` from Object value", Check.messageOf(() -> read("{}", String.class)));
    }

    public void a_bean_is_filled_by_setters_and_public_fields() {
        Order order = (Order) read("{\"count\":3,\"names\":[\"a\",\"b\"],\"inner\":{\"value\":[1,2]},\"ready\":true,\"colour\":\"GREEN\","
            + "\"byColour\":{\"RED\":{\"value\":\"v\"}},\"URL\":\"u\",\"unknown\":{}}", Order.class);
        Check.equal(3, order.count);
        Check.equal("b", order.names[1]);
        Check.equal(Arrays.asList(1, 2), order.inner.getValue());
        Check.equal(true, order.ready);
        Check.equal(Colour.GREEN, order.colour);
        Check.equal("v", order.byColour.get(Colour.RED).getValue());
        Check.equal("u", order.hidden);
        Check.equal("kept", ((Order) read("{\"hidden\":\"changed\"}", Order.class)).hidden);
        Check.equal(null, ((Order) read("{\"colour\":\"BLUE\"}", Order.class)).colour);
    }

    public void generic_types_keep_their_arguments() throws Exception {
        Type lists = JsonReadingTests.class.getField("lists").getGenericType();
        Check.equal(Collections.singletonList(Collections.singletonMap("a", 1L)), read("[{\"a\":1}]", lists));
        Check.equal(Collections.singletonList(Collections.singletonMap("a", 1L)), read("{\"a\":1}", lists));
        Check.equal(TreeMap.class, read("{\"b\":1,\"a\":2}", TreeMap.class).getClass());
        Check.that(read("[1,1]", Set.class) instanceof Set, "a set");
        Check.equal(2, ((int[][]) read("[[1],[2,3]]", int[][].class))[1][0]);
    }

    public void an_inner_class_belongs_to_the_bean_it_is_a_member_of() {
        Outer outer = (Outer) read("{\"number\":1,\"inner\":{\"more\":2},\"inners\":[{\"more\":3}]}", Outer.class);
        Check.equal(3, outer.inner.sum());
        Check.equal(4, outer.inners.get(0).sum());
        Check.contains("non-static inner classes", Check.messageOf(() -> read("{}", Outer.Inner.class)));
    }

    public void what_cannot_be_made_is_refused_with_the_way_to_it() {
        Check.contains("Cannot construct instance of `java.lang.Runnable`", Check.messageOf(() -> read("{}", Runnable.class)));
        Check.contains("(through reference chain: " + Order.class.getName() + "[\"inner\"]->" + Order.class.getName() + "[\"count\"])",
            Check.messageOf(() -> read("{\"inner\":{\"count\":\"x\"}}", Order.class)));
    }

    public void dates_and_times_are_read_from_text_and_numbers() {
        Instant instant = Instant.parse("2020-01-02T03:04:05.678Z");
        Check.equal(Date.from(instant), read("1577934245678", Date.class));
        Check.equal(Date.from(instant), read("\"2020-01-02T03:04:05.678Z\"", Date.class));
        Check.equal(Date.from(instant), read("\"2020-01-02T04:04:05.678+0100\"", Date.class));
        Check.equal(Instant.parse("2020-01-02T00:00:00Z"), ((Date) read("\"2020-01-02\"", Date.class)).toInstant());
        Check.equal(instant, read("1577934245.678", Instant.class));
        Check.equal(instant, read("\"2020-01-02T03:04:05.678Z\"", Instant.class));
        Check.equal(LocalDate.of(2020, 1, 2), read("\"2020-01-02\"", LocalDate.class));
        Check.equal(LocalDate.of(2020, 1, 2), read("[2020,1,2]", LocalDate.class));
        Check.equal(LocalDateTime.of(2020, 1, 2, 3, 4), read("\"2020-01-02T03:04\"", LocalDateTime.class));
        Check.equal(OffsetDateTime.parse("2020-01-02T03:04:05.678Z"), read("\"2020-01-02T03:04:05.678Z\"", OffsetDateTime.class));
        Check.equal(Duration.ofMillis(1500), read("1.5", Duration.class));
        Check.equal(Duration.ofMinutes(2), read("\"PT2M\"", Duration.class));
        Check.contains("Cannot deserialize value of type `java.time.LocalDate`", Check.messageOf(() -> read("\"soon\"", LocalDate.class)));
    }

    public void text_that_is_no_json_is_refused_with_its_place() {
        Check.contains("line: 1, column: 3", Check.messageOf(() -> read("{ x", Object.class)));
        Check.contains("line: 2, column: 1", Check.messageOf(() -> read("[1,\n]", Object.class)));
        for (String bad : new String[] {"", "[", "[1 2]", "{\"a\"}", "01x", "1.", "-", "1e", "nul", "\"a", "\"\\u12g4\"", "1 2", "{\"a\":1,}"}) {
            Check.that(Check.messageOf(() -> read(bad, Object.class)) != null, bad);
        }
        StringBuilder deep = new StringBuilder();
        for (int depth = 0; depth < 2000; depth++) {
            deep.append('[');
        }
        Check.contains("nesting depth", Check.messageOf(() -> read(deep.toString(), Object.class)));
    }

    public void texts_are_unescaped() {
        Check.equal("a\"\\/\b\f\n\r\tA\u00e9\ud83d\ude00", read("\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\u00e9\\ud83d\\ude00\"", String.class));
    }

    static Object read(String json, Type type) {
        return JsonReader.read(json.getBytes(StandardCharsets.UTF_8), type);
    }
}
