package health.salus.consensus.hashgraph;

import static org.assertj.core.api.Assertions.assertThat;

import com.hedera.pbj.runtime.io.buffer.Bytes;
import health.salus.kernel.Octets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {

    @Test
    void aTransactionComesOutAsItWentIn() {
        Octets transaction = Octets.utf8("some bytes");

        assertThat(Envelope.open(Envelope.ofTransaction(-7, transaction)))
                .isEqualTo(new Envelope.Carried(-7, transaction));
        assertThat(Envelope.keepsAwake(Envelope.ofTransaction(-7, transaction))).isTrue();
    }

    @Test
    void aSignatureIsTheEnginesAndKeepsNobodyAwake() {
        Bytes signature = Bytes.wrap(new byte[] {1, 2, 3});

        assertThat(Envelope.open(Envelope.ofSignature(signature))).isEqualTo(new Envelope.StateSignature(signature));
        assertThat(Envelope.keepsAwake(Envelope.ofSignature(signature))).isFalse();
    }

    @Test
    void aKnockKeepsAwakeAndCarriesNothing() {
        assertThat(Envelope.open(Envelope.ofKnock())).isEqualTo(new Envelope.Knock());
        assertThat(Envelope.keepsAwake(Envelope.ofKnock())).isTrue();
    }

    /// What a member that does not run this software may send.
    @ParameterizedTest
    @ValueSource(strings = {"", "00", "ff", "04aabb", "03", "0300000000", "03000000"})
    void nonsenseIsPassedOver(String hex) {
        assertThat(Envelope.open(Bytes.wrap(Octets.ofHex(hex).toArray()))).isEqualTo(new Envelope.Unknown());
    }
}
