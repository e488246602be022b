package health.salus.node.fhir;

import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.node.peer.PeerClient;
import java.time.Duration;

/// Another member, as far as it is asked who holds an identifier.
interface OtherMember {

    Duration TIMEOUT = Duration.ofSeconds(5);

    MemberId id();

    /// @throws health.salus.kernel.SalusException when it refuses or cannot be reached
    Octets ask(String message, Octets question);

    static OtherMember of(PeerClient peer) {
        return new OtherMember() {
            @Override
            public MemberId id() {
                return peer.peer();
            }

            @Override
            public Octets ask(String message, Octets question) {
                return peer.call(message, question, TIMEOUT);
            }
        };
    }
}
