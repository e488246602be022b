package health.salus.client.api;

import health.salus.kernel.MemberId;
import health.salus.kernel.OrganisationId;

/// An organisation of the network, and the member that hosts it.
public record Organisation(OrganisationId organisation, String name, MemberId member) {}
