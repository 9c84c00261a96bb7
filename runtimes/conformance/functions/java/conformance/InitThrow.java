package conformance;

/** Fails while it is made. */
public class InitThrow {
    public InitThrow() {
        throw new IllegalArgumentException("while loading");
    }

    public Object handle(Object event) {
        return event;
    }
}
