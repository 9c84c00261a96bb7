package dev.mayfly.lambda.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads UTF-8 JSON into maps, lists, strings, {@link JsonNumber}s, booleans and null. As lenient as AWS's runtime where that costs nothing: NaN and infinities pass. */
public final class JsonParser {
    private static final int DEEPEST = 1000;
    private final byte[] bytes;
    private int at;
    private int depth;

    private JsonParser(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @throws JsonException it is no JSON, or more than one value; the message gives the place */
    public static Object parse(byte[] json) {
        JsonParser parser = new JsonParser(json);
        parser.skipSpace();
        Object value = parser.value();
        parser.skipSpace();
        if (parser.at < json.length) {
            throw parser.unexpected("expected the end of the text");
        }
        return value;
    }

    private Object value() {
        if (at >= bytes.length) {
            throw new JsonException("No content to map due to end-of-input");
        }
        switch (bytes[at]) {
            case '{':
                return object();
            case '[':
                return array();
            case '"':
                return string();
            case 't':
                return word("true", Boolean.TRUE);
            case 'f':
                return word("false", Boolean.FALSE);
            case 'n':
                return word("null", null);
            case 'N':
                return word("NaN", new JsonNumber("NaN"));
            case 'I':
                return word("Infinity", new JsonNumber("Infinity"));
            default:
                return number();
        }
    }

    private Map<String, Object> object() {
        deeper();
        Map<String, Object> members = new LinkedHashMap<>();
        at++;
        skipSpace();
        if (take('}')) {
            depth--;
            return members;
        }
        do {
            skipSpace();
            if (at >= bytes.length || bytes[at] != '"') {
                throw unexpected("expected a member's name in double quotes");
            }
            String name = string();
            skipSpace();
            if (!take(':')) {
                throw unexpected("expected a colon to separate a member's name from its value");
            }
            skipSpace();
            members.put(name, value());
            skipSpace();
        } while (take(','));
        if (!take('}')) {
            throw unexpected("expected a comma or the end of the object");
        }
        depth--;
        return members;
    }

    private List<Object> array() {
        deeper();
        List<Object> elements = new ArrayList<>();
        at++;
        skipSpace();
        if (take(']')) {
            depth--;
            return elements;
        }
        do {
            skipSpace();
            elements.add(value());
            skipSpace();
        } while (take(','));
        if (!take(']')) {
            throw unexpected("expected a comma or the end of the array");
        }
        depth--;
        return elements;
    }

    private String string() {
        int start = ++at;
        while (at < bytes.length && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        if (at < bytes.length && bytes[at] == '"') {
            return new String(bytes, start, at++ - start, StandardCharsets.UTF_8);
        }
        StringBuilder text = new StringBuilder();
        while (true) {
            text.append(new String(bytes, start, at - start, StandardCharsets.UTF_8));
            if (at >= bytes.length) {
                throw unexpected("the end of a text is missing");
            }
            if (bytes[at++] == '"') {
                return text.toString();
            }
            text.append(escaped());
            start = at;
            while (at < bytes.length && bytes[at] != '"' && bytes[at] != '\\') {
                at++;
            }
        }
    }

    private char escaped() {
        if (at >= bytes.length) {
            throw unexpected("the end of a text is missing");
        }
        byte letter = bytes[at++];
        switch (letter) {
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u':
                int code = 0;
                for (int digits = 0; digits < 4; digits++) {
                    int digit = at < bytes.length ? Character.digit(bytes[at], 16) : -1;
                    if (digit < 0) {
                        throw unexpected("expected a hexadecimal digit");
                    }
                    code = code << 4 | digit;
                    at++;
                }
                return (char) code;
            default:
                return (char) letter;
        }
    }

    private JsonNumber number() {
        int start = at;
        boolean sign = take('-');
        if (sign && at < bytes.length && bytes[at] == 'I') {
            return word("Infinity", new JsonNumber("-Infinity"));
        }
        int digits = digits();
        if (digits == 0) {
            throw unexpected("expected a JSON value (text, number, array, object or token 'null', 'true' or 'false')");
        }
        if (take('.') && digits() == 0) {
            throw unexpected("expected a digit after the decimal point");
        }
        if (take('e') || take('E')) {
            if (!take('+')) {
                take('-');
            }
            if (digits() == 0) {
                throw unexpected("expected a digit in the exponent");
            }
        }
        return new JsonNumber(new String(bytes, start, at - start, StandardCharsets.ISO_8859_1));
    }

    private int digits() {
        int start = at;
        while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at - start;
    }

    private <T> T word(String word, T value) {
        for (int index = 0; index < word.length(); index++, at++) {
            if (at >= bytes.length || bytes[at] != word.charAt(index)) {
                throw unexpected("expected a JSON value (text, number, array, object or token 'null', 'true' or 'false')");
            }
        }
        return value;
    }

    private boolean take(char c) {
        if (at < bytes.length && bytes[at] == c) {
            at++;
            return true;
        }
        return false;
    }

    private void skipSpace() {
        while (at < bytes.length && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
    }

    private void deeper() {
        if (++depth > DEEPEST) {
            throw new JsonException("Document nesting depth (" + depth + ") exceeds the maximum allowed (" + DEEPEST + ")");
        }
    }

    private JsonException unexpected(String wanted) {
        int line = 1;
        int column = 1;
        for (int index = 0; index < at && index < bytes.length; index++) {
            column++;
            if (bytes[index] == '\n') {
                line++;
                column = 1;
            }
        }
        String found = at < bytes.length ? "Unexpected character ('" + (char) (bytes[at] & 0xff) + "' (code " + (bytes[at] & 0xff) + "))" : "Unexpected end-of-input";
        return new JsonException(found + ": " + wanted + "\n at [Source: (ByteArrayInputStream); line: " + line + ", column: " + column + "]");
    }
}
