package health.salus.node.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.contracts.identity.PrincipalKind;
import health.salus.contracts.records.Segments;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SubjectId;
import health.salus.ledger.state.Locality;
import health.salus.node.FourMembers;
import health.salus.vault.segment.FragmentRebuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One of four members down, then two; then all of them again.
class MembersDownTest {

    private static final int NORTH = 0;
    private static final int SOUTH = 2;
    private static final int WEST = 3;
    private static final Duration RESUMED_WITHIN = Duration.ofMinutes(3);
    private static final PrincipalId WRITER = new PrincipalId("doctor.north");
    private static final SubjectId SUBJECT = new SubjectId("00112233445566778899aabbccddeeff");

    @TempDir
    Path directory;

    private FourMembers members;

    @BeforeEach
    void start() throws IOException {
        members = new FourMembers(directory, List.of("vault.missed-after = PT0S"));
    }

    @AfterEach
    void stop() {
        members.close();
    }

    @Test
    void oneIsDoneWithoutAndCatchesUpTwoAreTooMany() {
        members.register(NORTH, WRITER, PrincipalKind.PRACTITIONER, List.of());
        members.stop(WEST);
        write("aa");
        members.stop(SOUTH);
        assertThatThrownBy(() -> write("bb")).isInstanceOfSatisfying(SalusException.class, refused -> {
            assertThat(refused.code()).isEqualTo(ErrorCode.CUSTODIANS_UNREACHABLE);
            assertThat(refused.detail()).contains("of the 3 custodians needed", "south", "west");
        });

        members.restart(SOUTH);
        members.restart(WEST);
        writeOnceTheyAreBack("cc");
        SegmentId missed = Segments.of(members.node(NORTH).network().state())
                .of(SUBJECT, 0, 1)
                .getFirst()
                .segment();
        members.awaitOnLedger(WEST, missed);
        members.node(WEST).upkeep().complete();
        assertThat(members.fragment(WEST, missed))
                .hasValueSatisfying(
                        held -> assertThat(FragmentRebuilder.accepts(held.manifest(), WEST + 1, held.fragment()))
                                .isTrue());
        assertThat(members.node(WEST).upkeep().counts()).satisfies(counts -> {
            // Its author may have brought the piece before upkeep asked for it.
            assertThat(counts.repaired()).isEqualTo(counts.missing());
            assertThat(counts.unrepaired()).isZero();
            assertThat(counts.lostShares()).isZero();
        });
        assertThat(members.nodes())
                .allSatisfy(node -> assertThat(node.evidence().items()).isEmpty());
    }

    private void write(String suffix) {
        String id = Locality.of(SUBJECT).hex() + "-" + suffix.repeat(16);
        Octets bytes = Octets.utf8("{\"resourceType\":\"Observation\",\"id\":\"" + id + "\",\"status\":\"final\"}");
        members.write(NORTH, WRITER, SUBJECT, id, bytes);
    }

    /// As the documented advice has it: the same again, later.
    private void writeOnceTheyAreBack(String suffix) {
        long deadline = System.nanoTime() + RESUMED_WITHIN.toNanos();
        while (true) {
            try {
                write(suffix);
                return;
            } catch (SalusException unavailable) {
                if (!unavailable.code().retryable() || System.nanoTime() > deadline) {
                    throw unavailable;
                }
            }
        }
    }
}
