package health.salus.contracts.records;

import static health.salus.contracts.stage.Cast.DOCTOR_A;
import static health.salus.contracts.stage.Cast.M1;
import static health.salus.contracts.stage.Cast.M2;
import static health.salus.contracts.stage.Cast.M3;
import static health.salus.contracts.stage.Cast.M4;
import static health.salus.contracts.stage.Cast.SUBJECT;

import health.salus.contracts.stage.Cast;
import health.salus.contracts.stage.Refusal;
import health.salus.contracts.stage.Stage;
import health.salus.contracts.stage.Writing;
import health.salus.kernel.CustodianSetId;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What custodians did not say of a command's two segments.
class AcknowledgementRefusalsTest {

    private static final SegmentRegistration S1 = Writing.registration("s1", TypeGroup.OBSERVATIONS, 1);
    private static final SegmentRegistration S2 = Writing.registration("s2", TypeGroup.OBSERVATIONS, 1);
    private static final SegmentRegistration S3 = Writing.registration("s3", TypeGroup.OBSERVATIONS, 1);

    @ParameterizedTest
    @MethodSource({"acknowledgements", "coverage", "custodianSets"})
    void refuses(Refusal refusal) {
        refusal.verify();
    }

    static Stream<Refusal> acknowledgements() {
        Acknowledgement one = all(M1);
        return Stream.of(
                acknowledged("two custodians are too few", ErrorCode.NOT_ACKNOWLEDGED, one, all(M2)),
                acknowledged("nobody acknowledged", ErrorCode.NOT_ACKNOWLEDGED),
                acknowledged("one custodian counts twice", ErrorCode.MALFORMED, one, one, all(M2)),
                acknowledged(
                        "one custodian signs for another",
                        ErrorCode.BAD_SIGNATURE,
                        one,
                        all(M2),
                        new Acknowledgement(M3, 2, one.signature())),
                acknowledged(
                        "a fourth signature is nobody's",
                        ErrorCode.BAD_SIGNATURE,
                        one,
                        all(M2),
                        all(M3),
                        new Acknowledgement(M4, 2, one.signature())),
                acknowledged(
                        "a stranger acknowledges",
                        ErrorCode.MALFORMED,
                        one,
                        all(M2),
                        all(M3),
                        new Acknowledgement(new MemberId("m9"), 2, one.signature())),
                acknowledged(
                        "a segment was acknowledged that is not there",
                        ErrorCode.BAD_SIGNATURE,
                        one,
                        all(M2),
                        Writing.acknowledgement(M3, List.of(S1, S3))),
                acknowledged(
                        "a signature is of another network",
                        ErrorCode.BAD_SIGNATURE,
                        one,
                        all(M2),
                        new Acknowledgement(
                                M3,
                                2,
                                Cast.key("custodian/" + M3)
                                        .sign(Acknowledgement.statement(
                                                new NetworkId("elsewhere"), M3, List.of(S1.held(), S2.held()))))),
                acknowledged(
                        "there are more than segments and custodians",
                        ErrorCode.LIMIT_EXCEEDED,
                        Collections.nCopies(9, first(M1)).toArray(Acknowledgement[]::new)),
                by(
                        "what registers nothing is acknowledged",
                        Writing.about(SUBJECT)
                                .delete(key(1), 1)
                                .acknowledged(List.of(one))
                                .command(),
                        ErrorCode.MALFORMED));
    }

    /// What one signature for many segments could leave open.
    static Stream<Refusal> coverage() {
        return Stream.of(
                third("a custodian acknowledges too few segments", ErrorCode.MALFORMED, first(M3)),
                third(
                        "a custodian acknowledges too many segments",
                        ErrorCode.MALFORMED,
                        Writing.acknowledgement(M3, List.of(S1, S2, S3))),
                third(
                        "a custodian claims more segments than it signed for",
                        ErrorCode.BAD_SIGNATURE,
                        new Acknowledgement(M3, 2, first(M3).signature())),
                third(
                        "a custodian claims more segments than can be counted",
                        ErrorCode.MALFORMED,
                        first(M3),
                        new Acknowledgement(M3, Integer.MAX_VALUE, first(M3).signature())),
                third(
                        "a custodian acknowledges no segment",
                        ErrorCode.MALFORMED,
                        Writing.acknowledgement(M3, List.of()),
                        all(M3)),
                third(
                        "a custodian acknowledges less than no segment",
                        ErrorCode.MALFORMED,
                        new Acknowledgement(M3, -1, first(M3).signature()),
                        new Acknowledgement(M3, 3, all(M3).signature())),
                third("a custodian acknowledges all segments twice", ErrorCode.MALFORMED, all(M3), all(M3)),
                third("a custodian acknowledges one segment twice", ErrorCode.BAD_SIGNATURE, first(M3), first(M3)),
                third(
                        "a custodian acknowledges in another order",
                        ErrorCode.BAD_SIGNATURE,
                        Writing.acknowledgement(M3, List.of(S2, S1))),
                third(
                        "a custodian's acknowledgements stand in another order",
                        ErrorCode.BAD_SIGNATURE,
                        Writing.acknowledgement(M3, List.of(S2)),
                        first(M3)));
    }

    static Stream<Refusal> custodianSets() {
        SegmentRegistration elsewhere = new SegmentRegistration(
                S2.segment(),
                S2.typeGroup(),
                S2.labels(),
                new CustodianSetId("nowhere"),
                S2.manifest(),
                S2.merkleRoot(),
                S2.resourceCount());
        return Stream.of(
                by(
                        "the custodian set is unknown",
                        Writing.about(SUBJECT)
                                .segment(elsewhere)
                                .create(key(1), 0, 0)
                                .command(),
                        ErrorCode.UNKNOWN_CUSTODIAN_SET),
                by(
                        "the segments are of two custodian sets",
                        Writing.about(SUBJECT)
                                .segment(S1)
                                .segment(elsewhere)
                                .create(key(1), 0, 0)
                                .create(key(2), 1, 0)
                                .command(),
                        ErrorCode.MALFORMED));
    }

    private static Acknowledgement all(MemberId custodian) {
        return Writing.acknowledgement(custodian, List.of(S1, S2));
    }

    private static Acknowledgement first(MemberId custodian) {
        return Writing.acknowledgement(custodian, List.of(S1));
    }

    /// What M3 says is needed: nobody else acknowledges but M1 and M2.
    private static Refusal third(String name, ErrorCode code, Acknowledgement... third) {
        return acknowledged(
                name,
                code,
                Stream.concat(Stream.of(all(M1), all(M2)), Stream.of(third)).toArray(Acknowledgement[]::new));
    }

    private static Refusal acknowledged(String name, ErrorCode code, Acknowledgement... acknowledgements) {
        return by(
                name,
                Writing.about(SUBJECT)
                        .segment(S1)
                        .segment(S2)
                        .create(key(1), 0, 0)
                        .create(key(2), 1, 0)
                        .acknowledged(List.of(acknowledgements))
                        .command(),
                code);
    }

    private static ResourceKey key(int number) {
        return Writing.keyOf(SUBJECT, number);
    }

    private static Refusal by(String name, RecordsCommand command, ErrorCode code) {
        return Refusal.by(DOCTOR_A, name, command, code).after(Stage::enrolled);
    }
}
