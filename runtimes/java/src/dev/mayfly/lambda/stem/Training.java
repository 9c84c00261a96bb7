package dev.mayfly.lambda.stem;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** What the virtual machine watches when it archives classes for faster direct boots (-XX:ArchiveClassesAtExit): the rehearsal, and a connection. */
public final class Training {
    private Training() {
    }

    public static void main(String[] arguments) throws Exception {
        Rehearsal.play();
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress()); Socket socket = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
            socket.setTcpNoDelay(true);
            socket.getOutputStream().write(0);
        }
    }
}
