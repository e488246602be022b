package health.salus.proof.report;

import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.proof.Checkpoint;

/// Names a member that signed what cannot be true, with all that is needed to see it (docs/formats/report.md). Who made
/// the report does not matter, and is not in it.
public record Report(NetworkId network, MemberId member, Accusation accusation) {

    /// What is held against the member.
    public Checkpoint signed() {
        return switch (accusation) {
            case Accusation.OtherRoot otherRoot -> otherRoot.signed().checkpoint();
        };
    }

    /// The text file.
    public String format() {
        return ReportText.format(this);
    }

    /// Reads a file's form; whether it convicts anybody is for [ReportVerifier].
    public static Report parse(String text) {
        return ReportText.parse(text);
    }
}
