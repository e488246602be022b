package health.salus.proof.witness;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.proof.Decimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads a policy line by line (C2SP tlog-policy, "Policy file syntax and structure"). A line names only what stands
/// above it, so that no group can hold itself.
final class PolicyLines {

    private static final String NOBODY = "none";

    private final List<NoteKey> logs = new ArrayList<>();
    private final List<WitnessPolicy.Witness> witnesses = new ArrayList<>();
    private final Map<String, Quorum> named = new HashMap<>();
    private final Set<String> inGroups = new HashSet<>();
    private Optional<Quorum> quorum = Optional.empty();
    private int number;

    private PolicyLines() {}

    static WitnessPolicy read(String text) {
        PolicyLines lines = new PolicyLines();
        if (!text.isEmpty() && !text.endsWith("\n")) {
            throw new SalusException(ErrorCode.MALFORMED, "each line of a policy ends with a newline");
        }
        for (String line : text.split("\n", -1)) {
            lines.number++;
            lines.readLine(line);
        }
        return new WitnessPolicy(
                lines.logs,
                lines.witnesses,
                lines.quorum.orElseThrow(
                        () -> new SalusException(ErrorCode.MALFORMED, "a policy has a line that begins with quorum")));
    }

    private void readLine(String line) {
        if (line.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
            throw malformed("it has a control character");
        }
        List<String> items = List.of(line.replaceAll("[ \t]+", " ").strip().split(" ", -1));
        String kind = items.getFirst();
        if (kind.isEmpty() || kind.startsWith("#")) {
            return;
        }
        switch (kind) {
            case "log" -> log(items);
            case "witness" -> witness(items);
            case "group" -> group(items);
            case "quorum" -> quorum(items);
            default -> throw malformed("a line begins with log, witness, group or quorum");
        }
    }

    private void log(List<String> items) {
        if (items.size() != 2 && items.size() != 3) {
            throw malformed("log takes a verifier key and perhaps a URL");
        }
        logs.add(key(items.get(1)));
    }

    private void witness(List<String> items) {
        if (items.size() != 3 && items.size() != 4) {
            throw malformed("witness takes a name, a verifier key and perhaps a URL");
        }
        NoteKey key = key(items.get(2));
        Optional<URI> url = items.size() == 4 ? Optional.of(url(items.get(3))) : Optional.empty();
        witnesses.add(new WitnessPolicy.Witness(items.get(1), key, url));
        define(items.get(1), new Quorum.One(key));
    }

    private void group(List<String> items) {
        if (items.size() < 4) {
            throw malformed("group takes a name; all, any or a number; and its members");
        }
        List<Quorum> members = new ArrayList<>();
        for (String member : items.subList(3, items.size())) {
            members.add(found(member));
            // Else a witness could count in two ways.
            if (!inGroups.add(member)) {
                throw malformed(member + " is in a group already");
            }
        }
        define(items.get(1), new Quorum.Group(least(items.get(2), members.size()), members));
    }

    private int least(String word, int all) {
        return switch (word) {
            case "all" -> all;
            case "any" -> 1;
            // More than there are is refused by the group.
            default -> (int) Math.min(Decimal.parse(word), Integer.MAX_VALUE);
        };
    }

    private void quorum(List<String> items) {
        if (items.size() != 2 || quorum.isPresent()) {
            throw malformed("quorum takes one name, once");
        }
        quorum = Optional.of(items.get(1).equals(NOBODY) ? new Quorum.Nobody() : found(items.get(1)));
    }

    private Quorum found(String name) {
        Quorum known = named.get(name);
        if (known == null) {
            throw malformed("no line above it defines " + name);
        }
        return known;
    }

    private void define(String name, Quorum meaning) {
        if (name.equals(NOBODY) || named.size() >= 2 * WitnessPolicy.MAX_NAMES || named.put(name, meaning) != null) {
            throw malformed("the name " + name + " is taken, or one too many");
        }
    }

    private NoteKey key(String text) {
        try {
            return NoteKey.parse(text);
        } catch (SalusException unusable) {
            throw malformed(unusable.detail());
        }
    }

    private URI url(String text) {
        try {
            URI url = URI.create(text);
            if (url.getHost() != null && Set.of("http", "https").contains(String.valueOf(url.getScheme()))) {
                return url;
            }
        } catch (IllegalArgumentException _) {
            // Told below, as any other that is none.
        }
        throw malformed("a witness's URL begins with https:// or http://");
    }

    private SalusException malformed(String what) {
        return new SalusException(ErrorCode.MALFORMED, "line " + number + " of the policy: " + what);
    }
}
