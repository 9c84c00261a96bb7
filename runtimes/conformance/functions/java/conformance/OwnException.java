package conformance;

/** An exception of the function's own. */
public class OwnException extends Exception {
    private static final long serialVersionUID = 1;

    OwnException(String message) {
        super(message);
    }
}
