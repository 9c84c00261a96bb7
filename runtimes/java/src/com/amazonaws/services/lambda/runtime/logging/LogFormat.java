package com.amazonaws.services.lambda.runtime.logging;

/** The log formats of a function. */
public enum LogFormat {
    JSON,
    TEXT;

    /** @throws IllegalArgumentException the text names no format */
    public static LogFormat fromString(String text) {
        for (LogFormat format : values()) {
            if (format.name().equalsIgnoreCase(text)) {
                return format;
            }
        }
        throw new IllegalArgumentException("Invalid log format: '" + text + "' expected one of [JSON, TEXT]");
    }
}
