package conformance;

/** A result whose members cannot be read. */
public class Unserializable {
    public String getMember() {
        throw new IllegalStateException("unreadable");
    }
}
