package health.salus.simulator;

import health.salus.contracts.governance.Proposals;
import health.salus.contracts.identity.KeyDirectory;
import health.salus.ledger.execution.BlockExecutor;
import health.salus.ledger.execution.OrderedRound;
import health.salus.ledger.replica.BlockPage;
import health.salus.ledger.replica.CosignatureTally;
import health.salus.vault.custody.Custodian;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// A defect of the product that the simulator has to find. Each is made in the bytes of one method as its class is
/// loaded for a test: the product has no switch for it.
enum PlantedBug {

    /// Whoever was a member once is counted for ever, and who came later is not.
    REMOVED_MEMBERS_COUNT(CosignatureTally.class, Lie.LINGERING),

    /// Blocks of a peer are executed without a look at what the members signed.
    CATCH_UP_UNCHECKED(BlockPage.class, Lie.WRONG_BLOCKS),

    /// What is in the log is admitted once more.
    REPLAYS_ADMITTED(BlockExecutor.class),

    /// A transaction whose window has closed is admitted.
    EXPIRED_ADMITTED(BlockExecutor.class),

    /// Nobody looks at the signature.
    UNSIGNED_ADMITTED(KeyDirectory.class),

    /// A member now and then executes a round in another order.
    SKEWED_ORDER(OrderedRound.class),

    /// A false root is passed over in silence.
    LIARS_UNNAMED(CosignatureTally.class, Lie.LATE_LIE),

    /// A custodian gives its pieces without asking its ledger.
    SHARES_WITHOUT_SESSION(Custodian.class),

    /// Members change, and the engine of those before goes on.
    EPOCHS_WITHOUT_END(Proposals.class);

    private final Class<?> target;
    private final Optional<Lie> lie;

    PlantedBug(Class<?> target) {
        this.target = target;
        this.lie = Optional.empty();
    }

    /// @param lie without which the defect does no harm
    PlantedBug(Class<?> target, Lie lie) {
        this.target = target;
        this.lie = Optional.of(lie);
    }

    private ClassTransform defect() {
        return switch (this) {
            case REMOVED_MEMBERS_COUNT -> body("follow", CodeBuilder::return_);
            case CATCH_UP_UNCHECKED -> body("requireCovered", CodeBuilder::return_);
            case REPLAYS_ADMITTED ->
                call("admission", "test", 1, (code, _) -> code.pop2().iconst_0());
            case EXPIRED_ADMITTED ->
                call("admission", "isBefore", 2, (code, _) -> code.pop2().iconst_1());
            case UNSIGNED_ADMITTED ->
                body("isSignedWith", code -> code.iconst_1().ireturn());
            case SKEWED_ORDER ->
                call(
                        "<init>",
                        "copyOf",
                        1,
                        (code, copying) -> code.invokestatic(
                                ClassDesc.of(SkewedOrder.class.getName()), "copyOf", copying.typeSymbol()));
            case LIARS_UNNAMED -> body("report", CodeBuilder::return_);
            case SHARES_WITHOUT_SESSION ->
                call("release", "check", 1, (code, _) -> code.pop2().pop2());
            case EPOCHS_WITHOUT_END -> body("putEpoch", CodeBuilder::return_);
        };
    }

    Optional<Lie> lie() {
        return lie;
    }

    boolean isIn(String className) {
        return target.getName().equals(className);
    }

    byte[] plantedIn(byte[] whole) {
        ClassFile format = ClassFile.of();
        return format.transformClass(format.parse(whole), defect());
    }

    private static ClassTransform body(String method, Consumer<CodeBuilder> instead) {
        return ClassTransform.transformingMethods(named(method), (builder, element) -> {
            if (element instanceof CodeModel) {
                builder.withCode(instead);
            } else {
                builder.with(element);
            }
        });
    }

    /// The `nth` call of a name in a method.
    private static ClassTransform call(
            String method, String called, int nth, BiConsumer<CodeBuilder, InvokeInstruction> instead) {
        return ClassTransform.transformingMethodBodies(
                named(method), CodeTransform.ofStateful(() -> new CodeTransform() {
                    private int seen;

                    @Override
                    public void accept(CodeBuilder builder, CodeElement element) {
                        if (element instanceof InvokeInstruction call
                                && call.name().equalsString(called)
                                && ++seen == nth) {
                            instead.accept(builder, call);
                        } else {
                            builder.with(element);
                        }
                    }
                }));
    }

    private static Predicate<MethodModel> named(String name) {
        return method -> method.methodName().equalsString(name);
    }
}
