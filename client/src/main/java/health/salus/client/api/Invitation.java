package health.salus.client.api;

import java.time.Instant;

/// A one-time code with which the owner of an account chooses a password.
public record Invitation(String code, Instant until) {

    /// The code stays out of logs.
    @Override
    public String toString() {
        return "Invitation[until=" + until + "]";
    }
}
