package conformance;

/** Ends the process while it is made. */
public class InitExit {
    public InitExit() {
        System.exit(42);
    }

    public Object handle(Object event) {
        return event;
    }
}
