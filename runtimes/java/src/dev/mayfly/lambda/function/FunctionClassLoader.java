package dev.mayfly.lambda.function;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The function's own classes, in AWS's order: the package's folder, the jars in its lib, the jars of layers; jars by name. */
public final class FunctionClassLoader extends URLClassLoader {
    static {
        registerAsParallelCapable();
    }

    private FunctionClassLoader(URL[] places) {
        // The runtime's loader comes first: Context and its kin must be the classes that the runtime has, whatever copy the package brings.
        super(places, FunctionClassLoader.class.getClassLoader());
    }

    /**
     * @param taskRoot the package's folder
     * @param layersRoot where layers are shown
     */
    public static FunctionClassLoader of(String taskRoot, String layersRoot) throws MalformedURLException {
        List<URL> places = new ArrayList<>();
        places.add(new URL("file", null, taskRoot + "/"));
        addJars(new File(taskRoot, "lib"), places);
        addJars(new File(layersRoot, "java/lib"), places);
        return new FunctionClassLoader(places.toArray(new URL[0]));
    }

    private static void addJars(File folder, List<URL> places) throws MalformedURLException {
        String[] names = folder.list((directory, name) -> name.length() > 4 && name.endsWith(".jar"));
        if (names == null) {
            return;
        }
        Arrays.sort(names);
        for (String name : names) {
            places.add(new File(folder, name).toURI().toURL());
        }
    }
}
