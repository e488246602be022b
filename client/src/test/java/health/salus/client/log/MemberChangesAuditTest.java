package health.salus.client.log;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.client.log.LogAudit.Finding;
import health.salus.client.log.LogAudit.Reason;
import health.salus.kernel.Octets;
import health.salus.proof.CheckpointNote;
import health.salus.proof.receipt.ChainLink;
import health.salus.proof.receipt.MemberChain;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.tiles.LogFile;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A log whose members change is held against those of each time.
class MemberChangesAuditTest {

    private final GrownLog log = new GrownLog();
    private final TrustAnchor anchor = log.anchor();

    @Test
    void followsTheChangesOfMembers() {
        CheckpointNote first = log.grow(5).note();
        log.changeMembers();
        CheckpointNote change = log.note();
        assertThat(new LogAudit(log, anchor).check(Optional.of(first), _ -> {}))
                .as("at the very end of the first members")
                .isInstanceOf(Finding.Sound.class);
        log.grow(70).changeMembers().grow(3);
        for (CheckpointNote earlier : List.of(first, change)) {
            assertThat(new LogAudit(log, anchor).check(Optional.of(earlier), _ -> {}))
                    .isInstanceOf(Finding.Sound.class);
        }
        assertThat(new LogAudit(
                                log,
                                TrustAnchor.of(
                                        GrownLog.NETWORK,
                                        log.chain().links().getFirst().members()))
                        .check(Optional.empty(), _ -> {}))
                .as("by whoever trusts later members")
                .isInstanceOf(Finding.Sound.class);
    }

    @Test
    void wantsTheChangesOfMembersOfThisVeryLog() {
        log.grow(5).changeMembers().grow(5).changeMembers().grow(5);
        List<ChainLink> links = log.chain().links();
        assertThat(reason(withMembers(Optional.empty()))).isEqualTo(Reason.NOT_FINAL);
        assertThat(reason(withMembers(MemberChain.of(links.subList(0, 1))))).isEqualTo(Reason.NOT_FINAL);
        assertThat(reason(withMembers(MemberChain.of(links.subList(1, 2))))).isEqualTo(Reason.MEMBERS_NOT_PROVEN);
        assertThat(reason(withMembers(Optional.of(Octets.utf8("nothing"))))).isEqualTo(Reason.MEMBERS_NOT_PROVEN);
    }

    /// Old members sign on after they named others: each of the two says who it was.
    @Test
    void findsAHeaderThatNamesOthersThanTheChain() {
        log.grow(5).changeMembers();
        log.signAgainAs(0);
        log.grow(3);
        assertThat(reason(withMembers(MemberChain.EMPTY))).isEqualTo(Reason.MEMBERS_DIFFER);
    }

    private LogSource withMembers(MemberChain chain) {
        return withMembers(Optional.of(Octets.utf8(chain.format(GrownLog.NETWORK))));
    }

    private LogSource withMembers(Optional<Octets> members) {
        return new LogSource() {
            @Override
            public Octets checkpoint() {
                return log.checkpoint();
            }

            @Override
            public Optional<Octets> members() {
                return members;
            }

            @Override
            public Octets content(LogFile file) {
                return log.content(file);
            }
        };
    }

    private Reason reason(LogSource source) {
        Finding finding = new LogAudit(source, anchor).check(Optional.empty(), _ -> {});
        assertThat(finding).isInstanceOf(Finding.Unsound.class);
        return ((Finding.Unsound) finding).reason();
    }
}
