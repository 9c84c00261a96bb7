package dev.mayfly.lambda.tests;

import java.util.Arrays;
import java.util.Map;

/** What goes over the connection. */
public final class ProtocolTests {
    public void an_answer_and_the_next_question_come_in_one_write() {
        Result result = new FakeRuntimeApi().run("fn.Probe::echo", "1", "2");
        Check.equal(Arrays.asList(1, 2, 2), result.reads.subList(0, 3));
        Check.equal("/2018-06-01/runtime/invocation/request-2/response", result.answers().get(1).path);
        Check.equal("application/json", result.answers().get(1).headers.get("content-type"));
        Check.equal("2", result.answers().get(1).text());
        Check.equal(null, result.exitCode);
    }

    public void answers_may_be_cut_anywhere() {
        String event = "{\"text\":\"\u00e9\ud83d\ude00 and so on\"}";
        Check.equal(event, new FakeRuntimeApi().inPieces(false).run("fn.Probe::echo", event).answer().text());
        Check.equal(event, new FakeRuntimeApi().inPieces(true).run("fn.Probe::echo", event).answer().text());
    }

    public void large_events_and_results_pass() {
        StringBuilder text = new StringBuilder("\"");
        for (int length = 0; length < 6 * 1024 * 1024 - 10; length++) {
            text.append('x');
        }
        String event = text.append('"').toString();
        Check.equal(event.length(), new FakeRuntimeApi().run("fn.Probe::echo", event).answer().body.length);
    }

    @SuppressWarnings("unchecked")
    public void the_context_has_everything() {
        Map<String, Object> facts = new FakeRuntimeApi()
            .header("Lambda-Runtime-Client-Context", "{\"client\":{\"installation_id\":\"i\",\"app_title\":\"t\"},\"custom\":{\"c\":\"1\"},\"env\":{\"e\":\"2\"}}")
            .header("Lambda-Runtime-Cognito-Identity", "{\"cognitoIdentityId\":\"id\",\"cognitoIdentityPoolId\":\"pool\"}")
            .header("Lambda-Runtime-Aws-Tenant-Id", "tenant")
            .run("fn.Probe::context", "{}").answer().members();
        Check.equal("request-1", facts.get("requestId"));
        Check.equal("hello", facts.get("functionName"));
        Check.equal("$LATEST", facts.get("functionVersion"));
        Check.equal("arn:aws:lambda:us-east-1:000000000000:function:hello", facts.get("arn"));
        Check.equal(128, facts.get("memory"));
        Check.equal("/aws/lambda/hello", facts.get("logGroup"));
        Check.equal("stream", facts.get("logStream"));
        Check.equal(true, facts.get("remains"));
        Check.equal("tenant", facts.get("tenant"));
        Check.equal("Root=1-1", facts.get("trace"));
        Check.equal("Root=1-1", facts.get("traceProperty"));
        Check.equal("pool", ((Map<String, Object>) facts.get("identity")).get("identityPoolId"));
        Map<String, Object> client = (Map<String, Object>) facts.get("client");
        Check.equal("i", ((Map<String, Object>) client.get("client")).get("installationId"));
        Check.equal("1", ((Map<String, Object>) client.get("custom")).get("c"));
        Check.equal("2", ((Map<String, Object>) client.get("environment")).get("e"));
    }

    public void without_a_client_there_is_no_client_context() {
        Map<String, Object> facts = new FakeRuntimeApi().run("fn.Probe::context", "{}").answer().members();
        Check.that(!facts.containsKey("client") && !facts.containsKey("identity"), facts);
    }

    public void the_heap_is_85_percent_of_the_memory_unless_the_function_asks_for_another() {
        Map<String, Object> usual = new FakeRuntimeApi().with("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512").run("fn.Probe::process", "{}").answer().members();
        Check.that((int) usual.get("heap") > 400 && (int) usual.get("heap") <= 436, usual.get("heap"));
        Result asked = new FakeRuntimeApi().with("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512").with("JAVA_TOOL_OPTIONS", "-Xmx200m -XX:+UseParallelGC").run("fn.Probe::process", "{}");
        Check.that((int) asked.answer().members().get("heap") <= 200, asked.answer().text());
        Check.contains("Picked up JAVA_TOOL_OPTIONS", asked.stderr);
    }
}
