package health.salus.node.fhir;

import health.salus.contracts.identity.Directory;
import health.salus.contracts.identity.OrganisationRecord;
import health.salus.contracts.records.Segments;
import health.salus.contracts.records.TypeGroup;
import health.salus.fhir.record.Candidates;
import health.salus.fhir.record.StoredResource;
import health.salus.fhir.structure.StructureModel;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.SegmentId;
import health.salus.ledger.state.StateReader;
import health.salus.platform.network.Network;
import health.salus.platform.records.RecordReader;
import java.util.ArrayList;
import java.util.List;

/// Finds what is about no patient: practitioners, organisations, value sets of all members. Which segments hold it is
/// in the state; their content stays in the vault.
final class DirectorySearch {

    private static final int ORGANISATIONS_A_PAGE = 256;

    private final Network network;
    private final RecordReader reader;
    private final int segmentsAtOnce;

    /// @param segmentsAtOnce how many are opened at a time
    DirectorySearch(Network network, RecordReader reader, int segmentsAtOnce) {
        this.network = network;
        this.reader = reader;
        this.segmentsAtOnce = segmentsAtOnce;
    }

    /// Whether resources of a type are looked for in the directory: those that are about no patient as a rule.
    static boolean holds(String type) {
        boolean directory =
                TypeGroup.of(type).filter(TypeGroup.DIRECTORY::equals).isPresent();
        return directory || (!type.equals("Patient") && !StructureModel.r4().inPatientCompartment(type));
    }

    List<StoredResource> search(Candidates wanted) {
        StateReader state = network.state();
        Directory organisations = Directory.of(state);
        List<StoredResource> found = new ArrayList<>();
        for (long from = 0; from < organisations.organisationCount(); from += ORGANISATIONS_A_PAGE) {
            organisations.organisations(from, ORGANISATIONS_A_PAGE).stream()
                    .map(OrganisationRecord::id)
                    .forEach(author -> found.addAll(of(state, author, wanted)));
        }
        return found;
    }

    private List<StoredResource> of(StateReader state, OrganisationId author, Candidates wanted) {
        Segments segments = Segments.of(state);
        List<StoredResource> found = new ArrayList<>();
        for (long from = 0; from < segments.directoryCount(author); from += segmentsAtOnce) {
            List<SegmentId> page = segments.directory(author, from, segmentsAtOnce);
            reader.directory(page, wanted.type()::equals).stream()
                    .filter(each -> wanted.ids().isEmpty() || wanted.ids().contains(each.id()))
                    .map(PlatformRecordService::stored)
                    .forEach(found::add);
        }
        return found;
    }
}
