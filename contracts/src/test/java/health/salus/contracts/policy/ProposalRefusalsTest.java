package health.salus.contracts.policy;

import static health.salus.contracts.stage.Cast.DOCTOR_A;
import static health.salus.contracts.stage.Cast.NODE_1;
import static health.salus.contracts.stage.Cast.NODE_2;
import static health.salus.contracts.stage.Cast.PATIENT;
import static health.salus.contracts.stage.Cast.STAFF_A;
import static health.salus.contracts.stage.WrittenRule.emergency;

import health.salus.contracts.policy.PolicyCommand.ProposeRule;
import health.salus.contracts.policy.RuleType.Form;
import health.salus.contracts.policy.RuleType.Scalar;
import health.salus.contracts.stage.Refusal;
import health.salus.contracts.stage.WrittenRule;
import health.salus.kernel.ErrorCode;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every refusal of a proposal. What must not be taken is caused for real, by a rule that has it.
class ProposalRefusalsTest {

    private static final RuleDefinition SOUND = breakGlass("seconds < 7200");

    @ParameterizedTest
    @MethodSource({"proposers", "languages", "sizes", "places", "tests"})
    void refuses(Refusal refusal) {
        refusal.verify();
    }

    static Stream<Refusal> proposers() {
        return Stream.of(
                Refusal.by(DOCTOR_A, "a practitioner proposes", propose(SOUND), ErrorCode.NOT_AUTHORISED),
                Refusal.by(STAFF_A, "staff propose", propose(SOUND), ErrorCode.NOT_AUTHORISED),
                Refusal.by(PATIENT, "a patient proposes", propose(SOUND), ErrorCode.NOT_AUTHORISED),
                Refusal.asserted(NODE_1, "a token proposes", propose(SOUND), ErrorCode.SIGNATURE_REQUIRED),
                Refusal.by(
                        NODE_1,
                        "a version is left out",
                        propose(permitting(2, "true")
                                .expect(true, emergency("BTG", 1))
                                .build()),
                        ErrorCode.VERSION_CONFLICT),
                Refusal.by(NODE_2, "a version is proposed twice", propose(SOUND), ErrorCode.VERSION_CONFLICT)
                        .after(stage -> stage.accepts(NODE_1, propose(SOUND))));
    }

    static Stream<Refusal> languages() {
        return Stream.of(
                written("no expression", ""),
                written("a parenthesis is open", "(seconds < 1"),
                written("another type answers", "seconds"),
                written("an input is unknown", "age > 1"),
                written("two types are compared", "purpose == 1"),
                written("a fraction", "seconds > 1.5"),
                written("a fraction that is made", "double(seconds) > double(1)"),
                written("an unsigned number", "1u == 1u"),
                written("bytes", "b'a' == b'a'"),
                written("null", "null == null"),
                written("types are asked", "type(seconds) == int"),
                written("a type is put off", "dyn(seconds) == dyn(purpose)"),
                written("a list of many types", "size([1, 'a', true]) == 3"),
                written("a message is made", "google.protobuf.Timestamp{seconds: 1} == timestamp(1)"),
                written("the time is asked", "now() > timestamp(0)"),
                written("a zone's time", "timestamp(seconds).getHours('Europe/Paris') == 3"),
                written("a regular expression", "purpose.matches('(a+)+$')"),
                written("a regular expression that grows", "purpose.matches('((a{100}){100}){100}')"),
                written("chance", "math.random() > 0"),
                written("a reserved word", "package == 1"));
    }

    static Stream<Refusal> sizes() {
        return Stream.of(
                written("three loops in each other", loops(3)),
                written("ten loops in each other", loops(10)),
                written("parentheses in parentheses", "(".repeat(100) + "true" + ")".repeat(100)),
                written("lists in lists", "[".repeat(40) + "1" + "]".repeat(40) + " != [" + "]"),
                written("a long chain", "seconds" + " + seconds".repeat(180) + " > 0"),
                written("many parts", "true" + "&&true".repeat(300)));
    }

    static Stream<Refusal> places() {
        return Stream.of(
                proposed(
                        "the contract does not ask with it",
                        permitting(1, "age > 1")
                                .input("age", Scalar.INT)
                                .expect(true, emergency("BTG", 1))
                                .build()),
                proposed(
                        "the contract asks with another type",
                        permitting(1, "true")
                                .input("organisation", Form.LIST, Scalar.STRING)
                                .expect(true, emergency("BTG", 1))
                                .build()),
                proposed(
                        "nothing decides",
                        WrittenRule.of("access.break-glass", 1)
                                .clause("allow", Scalar.BOOL, "true")
                                .expect(List.of(NamedValue.of("allow", true)), List.of())
                                .build()),
                proposed(
                        "what decides is a number",
                        WrittenRule.of("access.break-glass", 1)
                                .clause("permit", Scalar.INT, "1")
                                .expect(List.of(NamedValue.of("permit", 1)), List.of())
                                .build()));
    }

    static Stream<Refusal> tests() {
        return Stream.of(
                proposed(
                        "another answer",
                        permitting(1, "seconds < 60")
                                .expect(true, emergency("BTG", 60))
                                .build()),
                proposed(
                        "an answer too few",
                        permitting(1, "true")
                                .clause("again", Scalar.BOOL, "true")
                                .expect(true, emergency("BTG", 1))
                                .build()),
                proposed(
                        "an answer that was to be refused",
                        permitting(1, "true")
                                .refuses(ErrorCode.RULE_FAILED, emergency("BTG", 1))
                                .build()),
                proposed(
                        "a refusal that was to be an answer",
                        permitting(1, "1 / seconds == 1")
                                .expect(true, emergency("BTG", 0))
                                .build()),
                proposed(
                        "an input that is not there",
                        permitting(1, "true")
                                .expect(true, List.of(NamedValue.of("purpose", "BTG"), NamedValue.of("age", 1)))
                                .build()),
                proposed(
                        "an input too few",
                        permitting(1, "true")
                                .expect(true, List.of(NamedValue.of("purpose", "BTG")))
                                .build()),
                proposed(
                        "more than the rule's own limit",
                        permitting(1, "[1, 2, 3].all(x, x < seconds)")
                                .costLimit(5)
                                .expect(true, emergency("BTG", 60))
                                .build()),
                Refusal.by(
                        NODE_1, "tests that take too much together", propose(dearTests()), ErrorCode.LIMIT_EXCEEDED));
    }

    private static RuleDefinition dearTests() {
        String many = Collections.nCopies(64, "1").toString();
        WrittenRule rule = WrittenRule.of("dear", 1)
                .clause("permit", Scalar.BOOL, many + ".all(x, " + many + ".all(y, x == y))")
                .costLimit(100_000);
        for (int i = 0; i < 10; i++) {
            rule.expect(true, List.of());
        }
        return rule.build();
    }

    private static String loops(int deep) {
        String inner = "true";
        for (int i = 0; i < deep; i++) {
            inner = "[1, 2, 3].all(x" + i + ", " + inner + ")";
        }
        return inner;
    }

    private static WrittenRule permitting(long version, String expression) {
        return WrittenRule.breakGlass(version, expression);
    }

    private static RuleDefinition breakGlass(String expression) {
        return permitting(1, expression).expect(true, emergency("BTG", 60)).build();
    }

    private static Refusal written(String name, String expression) {
        return proposed(name, breakGlass(expression));
    }

    private static Refusal proposed(String name, RuleDefinition rule) {
        return Refusal.by(NODE_1, name, propose(rule), ErrorCode.INVALID_RULE);
    }

    private static ProposeRule propose(RuleDefinition rule) {
        return new ProposeRule(rule);
    }
}
