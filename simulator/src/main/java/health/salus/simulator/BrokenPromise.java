package health.salus.simulator;

/// A run in which the network did what it must never do, or did not do what it must.
public final class BrokenPromise extends RuntimeException {

    private final String what;

    BrokenPromise(String what) {
        super(what);
        this.what = what;
    }

    BrokenPromise(String what, Throwable cause) {
        super(what, cause);
        this.what = what;
    }

    String what() {
        return what;
    }
}
