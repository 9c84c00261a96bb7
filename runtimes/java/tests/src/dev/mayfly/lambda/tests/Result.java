package dev.mayfly.lambda.tests;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** All that one run of the client did. */
final class Result {
    final List<Request> requests = new ArrayList<>();
    /** How many requests each read brought. */
    final List<Integer> reads = new ArrayList<>();
    final List<String> frames = new ArrayList<>();
    final List<Integer> frameTypes = new ArrayList<>();
    /** Null when the function answered everything and was ended by the test. */
    Integer exitCode;
    String stdout;
    String stderr;

    List<Request> answers() {
        return requests.stream().filter(request -> request.method.equals("POST")).collect(Collectors.toList());
    }

    Request answer() {
        return answers().get(0);
    }
}
