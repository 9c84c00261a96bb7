package dev.mayfly.lambda.json;

/** Writes texts with the escapes that JSON demands, and no others. */
final class JsonText {
    private static final String HEX = "0123456789ABCDEF";

    private JsonText() {
    }

    static void append(StringBuilder json, CharSequence text) {
        json.append('"');
        int length = text.length();
        int start = 0;
        for (int at = 0; at < length; at++) {
            char c = text.charAt(at);
            if (c >= ' ' && c != '"' && c != '\\') {
                continue;
            }
            json.append(text, start, at).append('\\');
            start = at + 1;
            switch (c) {
                case '\n':
                    json.append('n');
                    break;
                case '\r':
                    json.append('r');
                    break;
                case '\t':
                    json.append('t');
                    break;
                case '\b':
                    json.append('b');
                    break;
                case '\f':
                    json.append('f');
                    break;
                case '"':
                case '\\':
                    json.append(c);
                    break;
                default:
                    json.append("u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        json.append(text, start, length).append('"');
    }
}
