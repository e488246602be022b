package health.salus.platform.identity;

import static health.salus.platform.stage.OneMemberNetwork.NORTH;
import static health.salus.platform.stage.Ward.SOUTH;
import static health.salus.platform.stage.Ward.SUBJECT;
import static org.assertj.core.api.Assertions.assertThat;

import health.salus.contracts.identity.IdentityCommand;
import health.salus.contracts.identity.KeyRegistration;
import health.salus.crypto.InMemorySigningKey;
import health.salus.crypto.SignatureAlgorithm;
import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.Digest;
import health.salus.kernel.KeyId;
import health.salus.kernel.MemberId;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.platform.identity.KeyStanding.State;
import health.salus.platform.stage.Ward;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Organisations by name, principals by their standing, keys by theirs.
class PrincipalsTest {

    private final Ward ward = new Ward();
    private final Principals principals = new Principals(ward.network, ward.network::now);

    @Test
    void aKeyIsProposedWaitsHoldsAndEnds() {
        KeyRegistration added = KeyRegistration.of(
                InMemorySigningKey.generate(new SystemRandomSource()).verificationKey());
        KeyId id = added.key().id();
        assertThat(principals.key(ward.patient, id)).isEmpty();
        submit(new IdentityCommand.ProposeKey(ward.patient, added, Digest.ZERO));
        assertThat(state(id)).isEqualTo(State.PROPOSED);
        submit(new IdentityCommand.ConfirmKey(ward.patient, id));
        assertThat(state(id)).isEqualTo(State.WAITING);
        ward.network.pass(Duration.ofDays(3));
        assertThat(state(id)).isEqualTo(State.IN_FORCE);
        ward.network.signed(
                ward.patient, IdentityCommand.FORMAT.encode(new IdentityCommand.RevokeKey(ward.patient, id)));
        assertThat(state(id)).isEqualTo(State.REVOKED);
        assertThat(principals.keys(ward.patient))
                .extracting(KeyStanding::state)
                .containsExactly(State.IN_FORCE, State.REVOKED);
        assertThat(principals.keys(ward.patient).getFirst().algorithm()).isEqualTo(SignatureAlgorithm.ED25519);
    }

    @Test
    void knowsWhoIsHostedAndWhoCares() {
        assertThat(principals.isHosted(ward.southDoctor)).isTrue();
        assertThat(principals.isHosted(new PrincipalId("nobody"))).isFalse();
        assertThat(principals.isCaredForBy(SUBJECT, NORTH)).isTrue();
        assertThat(principals.isCaredForBy(SUBJECT, SOUTH)).isFalse();
        ward.network.asserted(
                ward.doctor,
                IdentityCommand.FORMAT.encode(new IdentityCommand.OpenCareRelation(SUBJECT, SOUTH, Optional.empty())));
        assertThat(principals.careRelations(SUBJECT))
                .extracting(relation -> relation.organisation())
                .containsExactly(NORTH, SOUTH);
    }

    @Test
    void findsOrganisationsByName() {
        OrganisationIndex index = new OrganisationIndex(ward.network);
        assertThat(index.search("", 10))
                .extracting(each -> each.name())
                .containsExactly("North Hospital", "South Hospital");
        submit(new IdentityCommand.RegisterOrganisation(
                new OrganisationId("hospice"), "Hospice of the South", new MemberId("north")));
        assertThat(index.search("SOUTH", 10))
                .extracting(each -> each.name())
                .containsExactly("South Hospital", "Hospice of the South");
        assertThat(index.search("hosp", 1)).extracting(each -> each.name()).containsExactly("Hospice of the South");
        assertThat(index.search("nowhere", 10)).isEmpty();
        assertThat(index.find(SOUTH)).isPresent();
        assertThat(index.find(new OrganisationId("nowhere"))).isEmpty();
    }

    private void submit(IdentityCommand command) {
        ward.network.asMember(IdentityCommand.FORMAT.encode(command));
    }

    private State state(KeyId key) {
        return principals.key(ward.patient, key).orElseThrow().state();
    }
}
