package health.salus.cli.shell;

import health.salus.proof.CosignatureRequirement;
import health.salus.proof.receipt.TrustAnchor;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// Whom to trust, and on which of their signatures.
public final class Trust {

    @Option(
            names = "--trust",
            paramLabel = "FILE",
            description = "The members to trust (SALUS_TRUST; else the login's): a genesis or a trust file.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--require",
            paramLabel = "KINDS",
            converter = Kinds.class,
            description = {
                "Which of the members' signatures have to be complete: ed25519, ml-dsa-44, either or both",
                "(default: what the trust file says, else either)."
            })
    private Optional<CosignatureRequirement> required = Optional.empty();

    public TrustAnchor anchor(Shell shell) {
        TrustAnchor anchor = Connection.trust(shell, file);
        return required.map(anchor::requiring).orElse(anchor);
    }

    /// Reads what a trust file has in its line `require`.
    static final class Kinds implements ITypeConverter<CosignatureRequirement> {
        @Override
        public CosignatureRequirement convert(String word) {
            return CosignatureRequirement.ofWord(word)
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + word + "' is none of ed25519, ml-dsa-44, either and both"));
        }
    }
}
