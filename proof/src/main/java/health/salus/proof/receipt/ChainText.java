package health.salus.proof.receipt;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.proof.Base64Text;
import health.salus.proof.CheckpointNote;
import health.salus.proof.MemberSet;
import java.util.ArrayList;
import java.util.List;

/// The text form of the chain of members (docs/formats/bundle.md).
final class ChainText {

    static final String NETWORK = "network ";

    /// A chain of the longest kind for ten members, or thirty changes among a hundred.
    static final int MAX_CHARACTERS = 16 * 1024 * 1024;

    private static final String FIRST_LINE = "salus members v1";
    private static final String LINK = "link";
    private static final String HEADER = "header ";

    private ChainText() {}

    static String format(NetworkId network, MemberChain chain) {
        StringBuilder text = new StringBuilder();
        line(text, FIRST_LINE);
        line(text, NETWORK + network);
        links(text, chain, network);
        return text.toString();
    }

    static MemberChain parse(String text) {
        Lines lines = new Lines(text, "chain of members", MAX_CHARACTERS);
        lines.expectVersion(FIRST_LINE);
        MemberChain chain = links(lines, new NetworkId(lines.value(NETWORK)));
        if (!lines.rest().isEmpty()) {
            throw new SalusException(ErrorCode.MALFORMED, "something follows the last link");
        }
        return chain;
    }

    static void links(StringBuilder text, MemberChain chain, NetworkId network) {
        for (ChainLink link : chain.links()) {
            line(text, LINK);
            line(text, HEADER + link.header().base64());
            MemberLines.format(link.members(), network).forEach(each -> line(text, each));
            path(text, link.path());
            text.append(link.note().text());
        }
    }

    static MemberChain links(Lines lines, NetworkId network) {
        List<ChainLink> links = new ArrayList<>();
        while (lines.isNext(LINK + "\n")) {
            lines.expect(LINK);
            Octets header = Base64Text.parse(lines.value(HEADER));
            MemberSet members = MemberLines.parse(lines.takeWhile(MemberLines.PREFIX), network);
            List<Digest> path = path(lines);
            links.add(new ChainLink(header, path, CheckpointNote.parse(lines.note()), members));
            if (links.size() > MemberChain.MAX_LINKS) {
                break;
            }
        }
        return MemberChain.of(links);
    }

    /// Hashes, each on a line, and an empty line.
    static void path(StringBuilder text, List<Digest> path) {
        path.forEach(hash -> line(text, hash.octets().base64()));
        line(text, "");
    }

    static List<Digest> path(Lines lines) {
        List<Digest> path = new ArrayList<>();
        while (!lines.isNextEmpty()) {
            path.add(new Digest(Base64Text.parse(lines.next())));
        }
        lines.expect("");
        return path;
    }

    static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }
}
