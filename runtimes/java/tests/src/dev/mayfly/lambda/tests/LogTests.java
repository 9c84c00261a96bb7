package dev.mayfly.lambda.tests;

import java.util.Arrays;

/** Where a function's words go. */
public final class LogTests {
    public void the_logger_writes_frames_as_it_is_told() {
        Result result = new FakeRuntimeApi().run("fn.Logs::handle", "{}");
        Check.equal(Arrays.asList("loading", "two\nlines\u00e9", "bytes", "[DEBUG] quiet", "[ERROR] loud", "null"), result.frames);
        Check.equal(Arrays.asList(0xa55a0003, 0xa55a0003, 0xa55a0003, 0xa55a000b, 0xa55a0017, 0xa55a0003), result.frameTypes);
        Check.equal("out\u00e9 line\n", result.stdout);
        Check.equal("err\n", result.stderr);
    }

    public void without_a_pipe_the_logger_writes_to_standard_output() {
        Result result = new FakeRuntimeApi().unframed().run("fn.Logs::handle", "{}");
        Check.equal("loadingtwo\nlines\u00e9bytes[DEBUG] quiet[ERROR] loudnullout\u00e9 line\n", result.stdout);
    }

    public void json_has_time_level_and_request_and_is_filtered() {
        Result result = new FakeRuntimeApi().with("AWS_LAMBDA_LOG_FORMAT", "JSON").with("AWS_LAMBDA_LOG_LEVEL", "WARN").run("fn.Logs::handle", "{}");
        Check.equal(5, result.frames.size());
        Check.that(result.frames.get(1).matches("\\{\"timestamp\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\",\"message\":\"two\\\\nlines\u00e9\",\"level\":\"UNDEFINED\",\"AWSRequestId\":\"request-1\"}\n"), result.frames.get(1));
        Check.equal("bytes", result.frames.get(2));
        Check.contains("\"level\":\"ERROR\"", result.frames.get(3));
        Check.equal(0xa55a0016, result.frameTypes.get(3));
    }

    public void json_functions_get_their_failures_as_json() {
        Result result = new FakeRuntimeApi().with("AWS_LAMBDA_LOG_FORMAT", "JSON").run("fn.Failures::handle", "\"throw\"");
        Check.contains("\"message\":\"bad: fn.Failures$Mine\\nfn.Failures$Mine: bad\\n\\tat fn.Failures.handle", result.frames.get(0));
        Check.contains("\"level\":\"ERROR\"", result.frames.get(0));
    }
}
