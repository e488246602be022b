package health.salus.consensus.hashgraph;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.kernel.MemberId;
import health.salus.testkit.consensus.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Four real processes under load, killed without warning, suspended, cut off and emptied.
@Tag("slow")
class HashgraphProcessTest {

    /// So few that a short absence is a long one.
    private static final String FEW_ROUNDS_KEPT = "consensus.roundsExpired=60";

    /// So many that a restart begins from one of them.
    private static final String MANY_STATES_SAVED = "state.saveStatePeriod=2";

    @TempDir
    Path directory;

    private final List<MemberProcess> members = new ArrayList<>();

    @BeforeEach
    void startFour() {
        TestNetwork network = TestNetwork.create(directory, 4, HashgraphSettings.LOCAL);
        network.save();
        for (MemberId member : network.members()) {
            members.add(new MemberProcess(directory, member, List.of(FEW_ROUNDS_KEPT, MANY_STATES_SAVED)));
        }
        members.forEach(MemberProcess::start);
        members.forEach(member -> member.awaitPhase("ACTIVE"));
    }

    @AfterEach
    void killAll() {
        members.forEach(MemberProcess::kill);
    }

    @Test
    void theOthersGoOnWhenOneIsKilledAndItCatchesUp() {
        members.forEach(member -> member.tell("load on"));
        members.getFirst().awaitRounds(20);
        members.getLast().kill();
        members.getFirst().awaitRounds(20);
        members.getLast().start();
        members.getLast().awaitPhase("ACTIVE");
        members.forEach(member -> member.tell("load off"));
        settle("after-one");

        assertAgreement();
    }

    @Test
    void whatWasDeliveredBeforeAllAreKilledIsDeliveredAgainIdentically() {
        for (int crash = 0; crash < 2; crash++) {
            members.forEach(member -> member.tell("load on"));
            members.getFirst().awaitRounds(30);
            members.forEach(MemberProcess::kill);
            members.forEach(MemberProcess::start);
            members.forEach(member -> member.awaitPhase("ACTIVE"));
            settle("after-crash-" + crash);
        }

        assertAgreement();
        assertThat(members).allSatisfy(member -> assertThat(member.gaps()).isEmpty());
    }

    @Test
    void aLongAbsenceIsReportedAsAGapAndNothingElseIsMissing() {
        MemberProcess absent = members.getLast();
        settle("before-absence");
        absent.kill();
        members.getFirst().tell("load on");
        members.getFirst().awaitRounds(250);
        members.getFirst().tell("load off");
        absent.start();
        absent.awaitPhase("ACTIVE");
        settle("after-absence");

        assertAgreement();
        assertThat(absent.gaps()).hasSize(1);
        String[] gap = absent.gaps().getFirst().split(" ", -1);
        long firstMissing = Long.parseLong(gap[1]);
        long next = Long.parseLong(gap[2]);
        Map<Long, String> complete = members.getFirst().rounds();
        for (long sequence : complete.keySet()) {
            boolean missing = sequence >= firstMissing && sequence < next;
            assertThat(absent.rounds().containsKey(sequence))
                    .as("round %d", sequence)
                    .isEqualTo(!missing);
        }
    }

    @Test
    void aMemberThatLostItsDiskJoinsAgain() throws IOException {
        MemberProcess emptied = members.get(1);
        settle("before-loss");
        emptied.kill();
        try (Stream<Path> files =
                Files.walk(directory.resolve(emptied.member().value()).resolve("engine"))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        members.getFirst().tell("load on");
        members.getFirst().awaitRounds(100);
        emptied.start();
        emptied.awaitPhase("ACTIVE");
        members.getFirst().tell("load off");
        settle("after-loss");

        assertAgreement();
    }

    @Test
    void aHandlerThatLostItsLedgerIsToldWhatIsMissing() throws IOException {
        MemberProcess member = members.get(3);
        member.tell("load on");
        // Several states are saved meanwhile.
        member.awaitRounds(150);
        member.tell("load off");
        settle("before-loss-of-ledger");
        long executed = member.rounds().size();
        member.kill();
        Files.delete(directory.resolve(member.member().value()).resolve("executed"));
        member.start();
        member.awaitPhase("ACTIVE");
        settle("after-loss-of-ledger");

        assertAgreement();
        String[] gap = member.gaps().getFirst().split(" ", -1);
        assertThat(Long.parseLong(gap[1])).isEqualTo(1);
        assertThat(Long.parseLong(gap[2])).isBetween(2L, executed + 1);
    }

    @Test
    void withTwoDownSubmissionsAreRefusedUntilOneIsBack() {
        settle("before-two-down");
        members.get(2).kill();
        members.get(3).kill();
        // Taken, for the engine cannot know yet: a node at rest learns of its peers when it needs them.
        members.getFirst().submitMark("waiting");
        Await.until(
                () -> members.getFirst().ask("submit mark refused").equals("submitted NO_QUORUM"),
                () -> "submissions are still taken");
        assertThat(members.getFirst().ask("status")).startsWith("status WAITING ");

        members.get(2).start();
        members.getFirst().awaitPhase("ACTIVE");
        members.getFirst().awaitMark("waiting");
        members.get(3).start();
        members.get(3).awaitPhase("ACTIVE");
        settle("after-two-down");
        assertAgreement();
    }

    @Test
    void aSuspendedMemberGoesOnWhereItStood() {
        MemberProcess suspended = members.get(2);
        members.forEach(member -> member.tell("load on"));
        members.getFirst().awaitRounds(20);
        suspended.signal("STOP");
        members.getFirst().awaitRounds(100);
        suspended.signal("CONT");
        members.getFirst().awaitRounds(20);
        members.forEach(member -> member.tell("load off"));
        suspended.awaitPhase("ACTIVE");
        settle("after-suspension");

        assertAgreement();
    }

    @Test
    void aMemberJoinsANetworkAtRestAndItWakesForATransactionOfAny() {
        settle("before-rest");
        members.get(1).kill();
        // The others rest two seconds after their last transaction; a process takes longer than that to start.
        members.get(1).start();
        members.get(1).awaitPhase("ACTIVE");
        for (MemberProcess member : members) {
            member.submitMark("woken-by-" + member.member());
            members.forEach(other -> other.awaitMark("woken-by-" + member.member()));
        }

        assertAgreement();
    }

    /// A transaction that all have seen comes after all that was accepted before it.
    private void settle(String mark) {
        members.getFirst().submitMark(mark);
        members.forEach(member -> member.awaitMark(mark));
    }

    /// No two members, and no two lives of one, have seen a round differently.
    private void assertAgreement() {
        Map<Long, String> reference = members.getFirst().rounds();
        for (MemberProcess member : members) {
            assertThat(member.conflicts()).isEmpty();
            member.rounds().forEach((sequence, content) -> {
                if (reference.containsKey(sequence)) {
                    assertThat(content)
                            .as("round %d at %s", sequence, member.member())
                            .isEqualTo(reference.get(sequence));
                }
            });
        }
        assertThat(reference.keySet()).first().isEqualTo(1L);
        assertThat((long) reference.size())
                .isEqualTo(reference.keySet().stream()
                        .mapToLong(Long::longValue)
                        .max()
                        .orElseThrow());
    }
}
