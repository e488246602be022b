package health.salus.vault.segment;

import health.salus.kernel.CustodianSetId;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SubjectId;
import java.util.List;
import java.util.regex.Pattern;

/// What may be known about a segment without opening it: whose it is, who wrote it, how sensitive it is, and how it
/// is dispersed. Its encoding is the associated data of the cipher, so none of it can be exchanged afterwards.
///
/// @param labels sensitivity labels, sorted and without repetition
/// @param typeGroup the group of resource types that a permission may name
/// @param threshold pieces that rebuild the segment
/// @param total pieces that there are
public record SegmentDescriptor(
        NetworkId network,
        SegmentId id,
        SubjectId subject,
        OrganisationId author,
        List<String> labels,
        String typeGroup,
        CustodianSetId custodianSet,
        int threshold,
        int total) {

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final RecordCodec<SegmentDescriptor> CODEC = RecordCodec.of(SegmentDescriptor.class);

    public SegmentDescriptor {
        labels = List.copyOf(labels);
        if (labels.size() > SegmentLimits.MAX_LABELS) {
            throw malformed("a segment has at most " + SegmentLimits.MAX_LABELS + " labels");
        }
        String previous = "";
        for (String label : labels) {
            requireCode(label);
            if (label.compareTo(previous) <= 0) {
                throw malformed("the labels of a segment are sorted, without repetition");
            }
            previous = label;
        }
        requireCode(typeGroup);
        if (threshold < 1 || threshold > total || total > SegmentLimits.MAX_CUSTODIANS) {
            throw malformed("1 <= threshold <= total <= " + SegmentLimits.MAX_CUSTODIANS + " does not hold for "
                    + threshold + " of " + total);
        }
    }

    /// Deterministic, so that author and reader feed the cipher the same bytes.
    public Octets encoded() {
        return CODEC.encode(this);
    }

    private static void requireCode(String code) {
        if (!CODE.matcher(code).matches()) {
            throw malformed("labels and type groups are 1 to 64 letters, digits, '.', '_' and '-'");
        }
    }

    private static SalusException malformed(String detail) {
        return new SalusException(ErrorCode.MALFORMED, detail);
    }
}
