package health.salus.consensus.hashgraph;

import com.swirlds.base.time.Time;
import com.swirlds.component.framework.model.WiringModel;
import com.swirlds.component.framework.wires.input.InputWire;
import com.swirlds.component.framework.wires.output.OutputWire;
import com.swirlds.config.api.Configuration;
import com.swirlds.metrics.api.Metrics;
import java.util.Optional;
import org.hiero.consensus.event.IntakeEventCounter;
import org.hiero.consensus.event.intake.EventIntakeModule;
import org.hiero.consensus.metrics.statistics.EventPipelineTracker;
import org.hiero.consensus.model.event.PlatformEvent;
import org.hiero.consensus.model.hashgraph.EventWindow;
import org.hiero.consensus.roster.RosterHistory;
import org.hiero.consensus.transaction.TransactionLimits;
import org.jspecify.annotations.Nullable;

/// The engine's own intake of events, which waits before each until there is room to write it. What comes behind waits
/// as well: to the others this node is slow.
final class RoomyIntake implements EventIntakeModule {

    private final EventIntakeModule intake;
    private final DiskRoom room;
    private Optional<OutputWire<PlatformEvent>> validated = Optional.empty();

    RoomyIntake(EventIntakeModule intake, DiskRoom room) {
        this.intake = intake;
        this.room = room;
    }

    @Override
    public void initialize(
            WiringModel model,
            Configuration configuration,
            Metrics metrics,
            Time time,
            RosterHistory rosters,
            IntakeEventCounter counter,
            TransactionLimits limits,
            @Nullable EventPipelineTracker tracker) {
        intake.initialize(model, configuration, metrics, time, rosters, counter, limits, tracker);
        validated =
                Optional.of(intake.validatedEventsOutputWire().buildFilter("DiskRoom", "events", _ -> room.await()));
    }

    @Override
    public OutputWire<PlatformEvent> validatedEventsOutputWire() {
        return validated.orElseThrow();
    }

    @Override
    public InputWire<PlatformEvent> unhashedEventsInputWire() {
        return intake.unhashedEventsInputWire();
    }

    @Override
    public InputWire<PlatformEvent> nonValidatedEventsInputWire() {
        return intake.nonValidatedEventsInputWire();
    }

    @Override
    public InputWire<EventWindow> eventWindowInputWire() {
        return intake.eventWindowInputWire();
    }

    @Override
    public InputWire<RosterHistory> rosterHistoryInputWire() {
        return intake.rosterHistoryInputWire();
    }

    @Override
    public InputWire<Object> clearComponentsInputWire() {
        return intake.clearComponentsInputWire();
    }

    @Override
    public void flush() {
        intake.flush();
    }

    @Override
    public void destroy() {
        intake.destroy();
    }
}
