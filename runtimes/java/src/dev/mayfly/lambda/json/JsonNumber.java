package dev.mayfly.lambda.json;

import java.math.BigDecimal;
import java.math.BigInteger;

/** A number as it was written: its type is decided by who wants it, and no digit is lost before that. */
final class JsonNumber extends Number {
    private static final long serialVersionUID = 1;
    private static final int LONG_SURELY = 18;
    private final String text;

    JsonNumber(String text) {
        this.text = text;
    }

    boolean isWhole() {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '.' || c == 'e' || c == 'E' || c == 'N' || c == 'I') {
                return false;
            }
        }
        return true;
    }

    /** For a place without a type: Integer, Long, BigInteger or Double, the smallest that holds it. */
    Object natural() {
        if (!isWhole()) {
            return doubleValue();
        }
        if (text.length() > LONG_SURELY) {
            BigInteger big = new BigInteger(text);
            return big.bitLength() < Long.SIZE ? (Object) big.longValue() : big;
        }
        long value = Long.parseLong(text);
        return value == (int) value ? (Object) (int) value : (Object) value;
    }

    BigDecimal decimal() {
        return new BigDecimal(text);
    }

    /** @throws JsonException it does not fit into that many bits */
    long whole(int bits, String type) {
        BigInteger value = isWhole() ? new BigInteger(text) : decimal().toBigInteger();
        if (value.bitLength() >= bits) {
            throw new JsonException("Numeric value (" + text + ") out of range of " + type);
        }
        return value.longValue();
    }

    @Override
    public int intValue() {
        return (int) whole(Integer.SIZE, "int");
    }

    @Override
    public long longValue() {
        return whole(Long.SIZE, "long");
    }

    @Override
    public float floatValue() {
        return (float) doubleValue();
    }

    @Override
    public double doubleValue() {
        return Double.parseDouble(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
