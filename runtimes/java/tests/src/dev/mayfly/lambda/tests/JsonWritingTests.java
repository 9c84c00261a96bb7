package dev.mayfly.lambda.tests;

import dev.mayfly.lambda.json.JsonWriter;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Java into JSON. */
public final class JsonWritingTests {
    static class Base {
        private final int first = 1;

        public int getFirst() {
            return first;
        }
    }

    static class Bean extends Base {
        public String open = "o";
        public transient String left = "out";
        private String second = "2";
        private Boolean third = true;
        private String secret = "s";
        private Object nothing;

        public String getSecond() {
            return second;
        }

        public boolean isThird() {
            return third;
        }

        public Object getNothing() {
            return nothing;
        }

        public String getURL() {
            return "u";
        }

        public String getX() {
            return "x";
        }

        public void getVoid() {
            secret = "";
        }

        public String get() {
            return secret;
        }

        public String isText() {
            return secret;
        }
    }

    public static class Node {
        public Node self;
        public List<Node> nodes = new ArrayList<>();

        public Node getSelf() {
            return self;
        }
    }

    public static class Failing {
        public String getValue() {
            throw new IllegalStateException("no value");
        }
    }

    public void values_are_written() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("a", Arrays.asList(1, 2L, 1.0, 1.5f, new BigDecimal("1.10"), true, null));
        map.put("null", null);
        map.put("e", JsonReadingTests.Colour.RED);
        Check.equal("{\"a\":[1,2,1.0,1.5,1.10,true,null],\"e\":\"RED\"}", JsonWriter.text(map));
        Check.equal("null", JsonWriter.text(null));
        Check.equal("\"NaN\"", JsonWriter.text(Double.NaN));
        Check.equal("\"x\"", JsonWriter.text('x'));
        Check.equal("[[1,2],[]]", JsonWriter.text(new int[][] {{1, 2}, {}}));
        Check.equal("\"aGk=\"", JsonWriter.text(new byte[] {'h', 'i'}));
        Check.equal("\"aGk=\"", JsonWriter.text(ByteBuffer.wrap(new byte[] {'h', 'i'})));
        Check.equal("[\"v\",null]", JsonWriter.text(new Object[] {Optional.of("v"), Optional.empty()}));
        Check.equal("\"00000000-0000-0000-0000-000000000001\"", JsonWriter.text(new UUID(0, 1)));
        Check.equal("{\"1\":2}", JsonWriter.text(Collections.singletonMap(1, 2)));
    }

    public void texts_are_escaped_where_they_must_be() {
        Check.equal("\"\\\"\\\\/\\n\\r\\t\\b\\f\\u0001\u007f\u00e9\u2028\ud83d\ude00\"", JsonWriter.text("\"\\/\n\r\t\b\f\u0001\u007f\u00e9\u2028\ud83d\ude00"));
    }

    public void a_bean_is_written_by_getters_and_public_fields_without_nulls() {
        Check.equal("{\"first\":1,\"open\":\"o\",\"second\":\"2\",\"third\":true,", JsonWriter.text(new Bean()).substring(0, 48));
        Check.contains("\"URL\":\"u\"", JsonWriter.text(new Bean()));
        Check.contains("\"x\":\"x\"", JsonWriter.text(new Bean()));
        for (String absent : new String[] {"left", "secret", "nothing", "void", "text", "class"}) {
            Check.that(!JsonWriter.text(new Bean()).contains(absent), absent);
        }
    }

    public void dates_and_times_are_written() {
        Instant instant = Instant.parse("2020-01-02T03:04:05.678Z");
        Check.equal("1577934245678", JsonWriter.text(Date.from(instant)));
        Check.equal("1577934245.678000000", JsonWriter.text(instant));
        Check.equal("[2020,1,2]", JsonWriter.text(LocalDate.of(2020, 1, 2)));
        Check.equal("[2020,1,2,3,4,5,6]", JsonWriter.text(LocalDateTime.of(2020, 1, 2, 3, 4, 5, 6)));
        Check.equal("[2020,1,2,3,4]", JsonWriter.text(LocalDateTime.of(2020, 1, 2, 3, 4)));
        Check.equal("1.500000000", JsonWriter.text(Duration.ofMillis(1500)));
    }

    public void a_value_that_contains_itself_is_refused() {
        Node node = new Node();
        node.self = node;
        Check.contains("Direct self-reference leading to cycle", Check.messageOf(() -> JsonWriter.text(node)));
        Node other = new Node();
        other.nodes.add(other);
        Check.contains("nesting depth", Check.messageOf(() -> JsonWriter.text(other)));
    }

    public void a_getter_that_fails_is_told() {
        Check.contains("no value (through reference chain: " + Failing.class.getName() + "[\"value\"])", Check.messageOf(() -> JsonWriter.text(new Failing())));
    }
}
