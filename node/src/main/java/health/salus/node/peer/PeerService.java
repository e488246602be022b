package health.salus.node.peer;

import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;

/// Answers one kind of message of other members.
public interface PeerService {

    /// The message's name, the last part of the address `/peer/v1/<name>`.
    String message();

    /// @param peer whose certificate the connection was made with
    /// @throws health.salus.kernel.SalusException what it refuses; the code reaches the peer, the detail too
    Octets answer(MemberId peer, Octets request);
}
