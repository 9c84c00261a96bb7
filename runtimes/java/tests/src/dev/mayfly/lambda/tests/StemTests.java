package dev.mayfly.lambda.tests;

import java.util.List;
import java.util.Map;

/** A runtime that boots before it knows its function must be no different afterwards. */
public final class StemTests {
    public void a_stem_becomes_its_function_in_every_respect() {
        Map<String, Object> stem = probe(true);
        Map<String, Object> direct = probe(false);
        Check.equal(direct.get("folder"), stem.get("folder"));
        Check.equal("own \u00e9", stem.get("own"));
        Check.that(!stem.containsKey("boot"), stem);
        Check.equal(sorted(direct), sorted(stem));
        Check.equal("Europe/Paris", stem.get("zone"));
        Check.equal(true, stem.get("file"));
        Check.equal(direct.get("heap"), stem.get("heap"));
        Check.equal("own \u00e9,,," + stem.get("folder"), stem.get("child"));
        Check.equal(direct.get("child"), stem.get("child"));
        Check.equal(direct.get("internals"), stem.get("internals"));
    }

    public void a_stem_answers_reports_and_logs_as_a_direct_boot_does() {
        Result result = new FakeRuntimeApi().asStem().run("fn.Logs::handle", "{}", "{}");
        Check.equal("/mayfly/stem/claim", result.requests.get(0).path);
        Check.equal(2, result.answers().size());
        Check.equal("loading", result.frames.get(0));
        Check.equal("out\u00e9 line\nout\u00e9 line\n", result.stdout);
        Check.equal("", result.stderr.replace("err\n", ""));

        Result failing = new FakeRuntimeApi().asStem().run("fn.Broken$FailsInStatic::handle", "{}");
        Check.equal("/2018-06-01/runtime/init/error", failing.answer().path);
        Check.equal(1, failing.exitCode);
    }

    private static Map<String, Object> probe(boolean stem) {
        FakeRuntimeApi api = new FakeRuntimeApi().with("OWN", "own \u00e9").with("TZ", "Europe/Paris");
        return (stem ? api.asStem() : api).run("fn.Probe::process", "{}").answer().members();
    }

    /** The names of variables; a shell may add PWD and the like to a direct boot. */
    @SuppressWarnings("unchecked")
    private static List<String> sorted(Map<String, Object> facts) {
        List<String> names = (List<String>) facts.get("names");
        names.removeIf(name -> name.equals("PWD") || name.equals("OLDPWD") || name.equals("_") || name.equals("SHLVL") || name.equals("LAMBDA_RUNTIME_DIR"));
        java.util.Collections.sort(names);
        return names;
    }
}
