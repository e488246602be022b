package health.salus.vault.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

    private static final int CALLERS = 20;

    /// Whoever waits while one group is on its way to the disk goes together in the next.
    @Test
    void thoseWhoWaitGoTogether() throws InterruptedException {
        CountDownLatch disk = new CountDownLatch(1);
        List<Integer> groups = new ArrayList<>();
        GroupCommit<Integer> commits = new GroupCommit<>(group -> {
            groups.add(group.size());
            await(disk);
        });
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            callers.add(Thread.ofPlatform().start(() -> commits.run(1, 1)));
        }
        for (Thread caller : callers) {
            while (caller.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }
        disk.countDown();
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(groups).containsExactly(1, CALLERS - 1);
    }

    @Test
    void aRefusedCallerDoesNotHarmTheOthers() {
        GroupCommit<String> commits = new GroupCommit<>(group -> group.stream()
                .filter(ticket -> ticket.work().equals("bad"))
                .forEach(ticket -> ticket.fail(new SalusException(ErrorCode.MALFORMED, "bad"))));
        commits.run("good", 1);
        assertThatThrownBy(() -> commits.run("bad", 1))
                .isInstanceOfSatisfying(
                        SalusException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED));
        commits.run("good", 1);
    }

    @Test
    void aDefectIsNotTakenForSuccess() {
        GroupCommit<String> commits = new GroupCommit<>(group -> {
            throw new IllegalStateException("defect");
        });
        assertThatThrownBy(() -> commits.run("work", 1))
                .isInstanceOfSatisfying(
                        SalusException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
