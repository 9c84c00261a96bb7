package dev.mayfly.lambda.tests;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Where a function's classes may lie. */
public final class PackageTests {
    private static final Path CLASSES = Paths.get(FakeRuntimeApi.work, "functions");

    public void a_jar_in_lib() throws IOException {
        Path task = Files.createTempDirectory(Paths.get(FakeRuntimeApi.work), "task");
        jar(task.resolve("lib/function.jar"), CLASSES);
        Check.equal("{\"total\":4}", new FakeRuntimeApi().in(task, "/nowhere").run("fn.Beans", "{\"amount\":2}").answer().text());
    }

    public void a_jar_in_a_layer_comes_after_the_packages_own() throws IOException {
        Path task = Files.createTempDirectory(Paths.get(FakeRuntimeApi.work), "task");
        Path layers = Files.createTempDirectory(Paths.get(FakeRuntimeApi.work), "layers");
        jar(layers.resolve("java/lib/function.jar"), CLASSES);
        Check.equal("{\"total\":4}", new FakeRuntimeApi().in(task, layers.toString()).run("fn.Beans", "{\"amount\":2}").answer().text());
    }

    public void the_packages_own_copy_of_the_handler_interfaces_gives_way_to_the_runtimes() throws IOException {
        Path task = Files.createTempDirectory(Paths.get(FakeRuntimeApi.work), "task");
        jar(task.resolve("lib/function.jar"), CLASSES);
        jar(task.resolve("lib/aws-lambda-java-core.jar"), Paths.get(FakeRuntimeApi.work, "runtime/lib/mayfly-java.jar"), Context.class.getName(), "com.amazonaws.services.lambda.runtime.RequestHandler");
        Check.equal("{\"total\":4}", new FakeRuntimeApi().in(task, "/nowhere").run("fn.Beans", "{\"amount\":2}").answer().text());
    }

    public void a_serializer_of_the_packages_own() throws IOException {
        Path task = Files.createTempDirectory(Paths.get(FakeRuntimeApi.work), "task");
        jar(task.resolve("lib/function.jar"), CLASSES);
        Path services = Files.createDirectories(task.resolve("META-INF/services"));
        Files.write(services.resolve("com.amazonaws.services.lambda.runtime.CustomPojoSerializer"), "fn.Reverse\n".getBytes(StandardCharsets.UTF_8));
        Check.equal("<event custom java.lang.String>", new FakeRuntimeApi().in(task, "/nowhere").run("fn.Signatures::event", "{}").answer().text());
    }

    public void records() {
        if (Double.parseDouble(System.getProperty("java.specification.version").replace("1.8", "8")) < 16) {
            return; // this Java has none
        }
        Result result = new FakeRuntimeApi().in(Paths.get(FakeRuntimeApi.work, "records"), "/nowhere").run("fn.Records::handle", "{\"id\":\"a\",\"lines\":[{\"count\":2,\"item\":\"i\"}]}");
        Check.equal("{\"id\":\"a!\",\"lines\":[{\"item\":\"i\",\"count\":2}]}", result.answer().text());
    }

    private static void jar(Path jar, Path classes) throws IOException {
        Files.createDirectories(jar.getParent());
        try (OutputStream file = Files.newOutputStream(jar); ZipOutputStream zip = new ZipOutputStream(file)) {
            Files.walkFileTree(classes, new SimpleFileVisitor<Path>() {
                @Override
                public FileVisitResult visitFile(Path entry, BasicFileAttributes attributes) throws IOException {
                    zip.putNextEntry(new ZipEntry(classes.relativize(entry).toString()));
                    Files.copy(entry, zip);
                    return FileVisitResult.CONTINUE;
                }
            });
        }
    }

    private static void jar(Path jar, Path from, String... classes) throws IOException {
        try (java.util.zip.ZipFile source = new java.util.zip.ZipFile(from.toFile()); ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String type : classes) {
                String name = type.replace('.', '/') + ".class";
                zip.putNextEntry(new ZipEntry(name));
                byte[] bytes = new byte[(int) source.getEntry(name).getSize()];
                new java.io.DataInputStream(source.getInputStream(source.getEntry(name))).readFully(bytes);
                zip.write(bytes);
            }
        }
    }
}
