package dev.mayfly.lambda.stem;

import java.io.File;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * What the virtual machine watches when it archives classes for faster direct boots (-XX:ArchiveClassesAtExit): it loads all of the runtime's own
 * classes, plays the rehearsal and makes a connection.
 */
public final class Training {
    private static final String CLASS = ".class";

    private Training() {
    }

    public static void main(String[] arguments) throws Exception {
        File jar = new File(Training.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (JarFile entries = new JarFile(jar)) {
            for (Enumeration<JarEntry> all = entries.entries(); all.hasMoreElements();) {
                String name = all.nextElement().getName();
                if (name.endsWith(CLASS) && !name.startsWith("module-info")) {
                    Class.forName(name.substring(0, name.length() - CLASS.length()).replace('/', '.'), false, Training.class.getClassLoader());
                }
            }
        }
        Rehearsal.play();
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress()); Socket socket = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
            socket.setTcpNoDelay(true);
            socket.getOutputStream().write(0);
        }
    }
}
