package dev.mayfly.lambda.stem;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.mayfly.lambda.NameCache;
import dev.mayfly.lambda.function.ErrorDocument;
import dev.mayfly.lambda.function.FunctionClassLoader;
import dev.mayfly.lambda.function.Handler;
import dev.mayfly.lambda.function.HandlerLoader;
import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Loads the classes that functions load first, by doing what the runtime does for them, with the runtime's own jar as the package. Leaves no state behind. */
public final class Rehearsal {
    private static final int ROUNDS = 20;
    private static final String CLASS = ".class";
    private static final byte[] EVENT = "{\"text\":\"a\\n\\u00e9\",\"number\":1,\"fraction\":1.5,\"list\":[true,null,{\"a\":\"b\"}]}".getBytes(StandardCharsets.UTF_8);

    private Rehearsal() {
    }

    public static void play() {
        try {
            rehearse();
        } catch (Throwable notToday) {
            // A function will do without.
        }
    }

    private static void rehearse() throws Throwable {
        File jar = new File(Rehearsal.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        loadAll(jar);
        try (FunctionClassLoader loader = FunctionClassLoader.of(jar.getParent(), "/opt"); URLClassLoader jars = new URLClassLoader(new URL[] {jar.toURI().toURL()}, null)) {
            ClassLoader own = Rehearsal.class.getClassLoader();
            loader.getResource("none");
            NameCache.setNegativeSeconds(NameCache.DEFAULT); // the first setting of a security property is slow
            TimeZone.getDefault();
            readFrom(jars);
            Handler beans = new HandlerLoader(own).load(BeanHandler.class.getName());
            Handler maps = new HandlerLoader(own).load(Methods.class.getName() + "::handle");
            for (int round = 0; round < ROUNDS; round++) {
                beans.handle(EVENT, null);
                maps.handle(EVENT, null);
            }
            try {
                new HandlerLoader(loader).load("no.such.Class").handle(EVENT, null);
            } catch (RuntimeException expected) {
                ErrorDocument.json(expected);
                ErrorDocument.report(new IllegalStateException(expected));
            }
        }
    }

    private static void loadAll(File jar) throws IOException, ClassNotFoundException {
        try (JarFile entries = new JarFile(jar)) {
            for (Enumeration<JarEntry> all = entries.entries(); all.hasMoreElements();) {
                String name = all.nextElement().getName();
                if (name.endsWith(CLASS) && !name.startsWith("module-info")) {
                    Class.forName(name.substring(0, name.length() - CLASS.length()).replace('/', '.'), true, Rehearsal.class.getClassLoader());
                }
            }
        }
    }

    /** Opens a jar as the function's class loader will. */
    private static void readFrom(URLClassLoader jars) throws IOException, ClassNotFoundException {
        Class.forName(Context.class.getName(), false, jars);
        URL entry = jars.getResource("META-INF/MANIFEST.MF");
        if (entry != null) {
            JarURLConnection connection = (JarURLConnection) entry.openConnection();
            connection.setUseCaches(false);
            connection.getInputStream().close();
        }
    }

    /** An event as a bean. */
    public static final class Sample {
        private String text;
        private int number;
        private List<Object> list;

        public String getText() {
            return text;
        }

        public void setText(String text) {
            this.text = text;
        }

        public int getNumber() {
            return number;
        }

        public void setNumber(int number) {
            this.number = number;
        }

        public List<Object> getList() {
            return list;
        }

        public void setList(List<Object> list) {
            this.list = list;
        }
    }

    /** Returns what it is given. */
    public static final class BeanHandler implements RequestHandler<Sample, Sample> {
        @Override
        public Sample handleRequest(Sample input, Context context) {
            return input;
        }
    }

    /** The same by reflection. */
    public static final class Methods {
        public Map<String, Object> handle(Map<String, Object> input, Context context) {
            return input;
        }
    }
}
