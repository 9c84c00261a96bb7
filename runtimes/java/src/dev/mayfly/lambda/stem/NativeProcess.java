package dev.mayfly.lambda.stem;

import java.io.File;
import java.net.URISyntaxException;

/** Two things that Java cannot say itself; tools/NativeLibraryWriter.java writes the library beside the jar. */
final class NativeProcess {
    private NativeProcess() {
    }

    static void load() {
        try {
            File jar = new File(NativeProcess.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            System.load(new File(jar.getParentFile(), "libmayfly-" + System.getProperty("os.arch") + ".so").getPath());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Sets the C library's environ. */
    static native void setEnvironment(long block);

    /** chdir(2); 0, or a negative error number. */
    static native long changeDirectory(long path);
}
