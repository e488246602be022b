package health.salus.contracts.consent;

import health.salus.contracts.identity.PrincipalKind;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import java.util.List;

/// Who reads: anyone, or any of the named principals and whoever works for one of the named organisations (FHIR R4
/// `Consent.provision.actor`). Patients and guardians are nobody's colleagues: the organisation that registered them
/// does not stand for them, and a permission for anyone is not for them (decision 0056).
///
/// @param roles narrows the others, it does not add to them: practitioners of this hospital
public record Recipients(List<PrincipalId> principals, List<OrganisationId> organisations, List<PrincipalKind> roles) {

    public static final Recipients ANYONE = new Recipients(List.of(), List.of(), List.of());

    public Recipients {
        principals = Limits.bounded(principals);
        organisations = Limits.bounded(organisations);
        roles = Limits.bounded(roles);
    }

    public static Recipients organisation(OrganisationId organisation) {
        return new Recipients(List.of(), List.of(organisation), List.of());
    }
}
