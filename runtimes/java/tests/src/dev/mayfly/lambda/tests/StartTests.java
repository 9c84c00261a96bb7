package dev.mayfly.lambda.tests;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.attribute.PosixFilePermissions;

/** What start.sh and archive.sh do. */
public final class StartTests {
    public void an_archive_is_made_and_used_by_direct_boots_without_a_word() throws Exception {
        Path archive = Paths.get(FakeRuntimeApi.work, "boot.jsa");
        String version = System.getProperty("java.specification.version");
        ProcessBuilder making = new ProcessBuilder("/bin/sh", new File(FakeRuntimeApi.startScript).getParent() + "/archive.sh", FakeRuntimeApi.java, version);
        making.environment().put("LAMBDA_RUNTIME_DIR", FakeRuntimeApi.work + "/runtime");
        Check.equal(0, making.redirectOutput(archive.toFile()).start().waitFor());
        if (version.equals("1.8") || version.equals("11")) {
            Check.equal(0L, Files.size(archive));
            return;
        }
        Result result = new FakeRuntimeApi().archived(archive).run("fn.Probe::maps", "{}");
        Check.contains(archive.toString(), result.answer().text());
        Check.equal("", result.stdout + result.stderr);
        Result asking = new FakeRuntimeApi().archived(archive).with("JAVA_TOOL_OPTIONS", "-Dx=y").run("fn.Probe::maps", "{}");
        Check.that(!asking.answer().text().contains(archive.toString()), asking.answer().text());
    }

    public void an_archive_of_another_jar_is_passed_over() throws IOException {
        Path archive = Paths.get(FakeRuntimeApi.work, "broken.jsa");
        Files.write(archive, "no archive".getBytes(StandardCharsets.UTF_8));
        Result result = new FakeRuntimeApi().archived(archive).run("fn.Probe::echo", "1");
        Check.equal("1", result.answer().text());
    }

    public void names_that_are_not_found_are_remembered_as_long_as_on_AWS() {
        for (boolean stem : new boolean[] {false, true}) {
            Check.equal("\"1\"", api(stem).run("fn.Probe::nameCache", "{}").answer().text());
            Check.equal("\"7\"", api(stem).with("AWS_LAMBDA_JAVA_NETWORKADDRESS_CACHE_NEGATIVE_TTL", "7").run("fn.Probe::nameCache", "{}").answer().text());
        }
    }

    private static FakeRuntimeApi api(boolean stem) {
        return stem ? new FakeRuntimeApi().asStem() : new FakeRuntimeApi();
    }

    public void a_wrapper_gets_the_interpreter_and_its_arguments() throws IOException {
        Path wrapper = Paths.get(FakeRuntimeApi.work, "wrapper");
        Files.write(wrapper, "#!/bin/sh\njava=$1; shift\nexec \"$java\" -Dmark=wrapped \"$@\"\n".getBytes(StandardCharsets.UTF_8));
        Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwxr-xr-x"));
        Result result = new FakeRuntimeApi().with("AWS_LAMBDA_EXEC_WRAPPER", wrapper.toString()).run("fn.Probe::mark", "{}");
        Check.equal("\"wrapped\"", result.answer().text());
        Check.equal(127, new FakeRuntimeApi().with("AWS_LAMBDA_EXEC_WRAPPER", "/no/such/wrapper").run("fn.Probe::mark", "{}").exitCode);
    }
}
