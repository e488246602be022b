package health.salus.node.fhir;

import health.salus.contracts.identity.Directory;
import health.salus.fhir.record.Identified;
import health.salus.fhir.record.IdentifierToken;
import health.salus.fhir.record.ResourceId;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SalusException;
import health.salus.kernel.TimeSource;
import health.salus.ledger.state.StateReader;
import health.salus.node.fhir.IdentifierIndex.Entry;
import health.salus.node.peer.PeerService;
import health.salus.platform.network.Network;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Finds resources by identifier in the whole network without putting an identifier anywhere: each node answers the
/// other members' questions about a keyed hash from its own index. No member is believed: an answer counts for what
/// organisations that the answering member hosts wrote, as this node's own copy of the ledger has it.
final class IdentifierHolders implements PeerService {

    /// What holds and what is undecided ([IdentifierIndex#candidates]), and how long each may be.
    private static final int MAX_FOUND = 2 * IdentifierIndex.MAX_MATCHES;

    private static final int MAX_FOUND_BYTES = 256;

    /// So many identifiers go into one question; answers stay within a few megabytes.
    private static final int MAX_TOKENS = 64;

    private static final RecordCodec<Question> QUESTION = RecordCodec.of(Question.class);
    private static final RecordCodec<Answer> ANSWER = RecordCodec.of(Answer.class);

    private record Question(List<Octets> tokens) {}

    /// @param holdings one for each token, in their order
    private record Answer(List<Holding> holdings) {}

    private record Holding(List<Found> found) {}

    private record Found(String resource, Digest transaction) {}

    private final Network network;
    private final IdentifierIndex index;
    private final Supplier<List<OtherMember>> others;
    private final Limits limits;

    /// @param callers of this node, each
    /// @param members other than this, each
    record Limits(QuestionLimit callers, QuestionLimit members) {

        private static final int CALLER_BURST = 5_000;
        private static final int CALLER_A_SECOND = 5;
        private static final int MEMBER_BURST = 20_000;
        private static final int MEMBER_A_SECOND = 200;

        static Limits of(TimeSource time) {
            return new Limits(
                    new QuestionLimit(CALLER_BURST, CALLER_A_SECOND, time),
                    new QuestionLimit(MEMBER_BURST, MEMBER_A_SECOND, time));
        }
    }

    IdentifierHolders(Network network, IdentifierIndex index, Supplier<List<OtherMember>> others, Limits limits) {
        this.network = network;
        this.index = index;
        this.others = others;
        this.limits = limits;
    }

    /// Whom the members who answered named.
    ///
    /// @param silence of the members who did not answer, the last one's
    private record Heard(List<Set<ResourceId>> found, Optional<SalusException> silence) {}

    /// Those who are found among the members who answer; up to f may be silent, since a write needs n - f custodians
    /// and so does its author.
    List<ResourceId> holders(PrincipalId asker, String type, IdentifierToken identifier) {
        return List.copyOf(
                ask(asker, List.of(new Identified(type, identifier))).found().getFirst());
    }

    /// As [#holders], for who writes where there is none: only what every member denies is not there. The index of an
    /// identifier lies with the member that wrote it, so one silent member may be the one that knows.
    List<List<ResourceId>> decided(PrincipalId asker, List<Identified> wanted) {
        List<List<ResourceId>> decided = new ArrayList<>(wanted.size());
        for (int from = 0; from < wanted.size(); from += MAX_TOKENS) {
            Heard heard = ask(asker, wanted.subList(from, Math.min(wanted.size(), from + MAX_TOKENS)));
            for (Set<ResourceId> found : heard.found()) {
                if (found.isEmpty() && heard.silence().isPresent()) {
                    throw new SalusException(
                            ErrorCode.NO_QUORUM,
                            "a member that may hold the identifier does not answer",
                            heard.silence().get());
                }
                decided.add(List.copyOf(found));
            }
        }
        return decided;
    }

    /// What is found costs the asker nothing: an import asks for what is there, a guess mostly for what is not.
    private Heard ask(PrincipalId asker, List<Identified> wanted) {
        wanted.forEach(_ -> limits.callers().ask(asker.value()));
        Heard heard = ask(wanted);
        heard.found().stream()
                .filter(found -> !found.isEmpty())
                .forEach(_ -> limits.callers().giveBack(asker.value()));
        return heard;
    }

    private Heard ask(List<Identified> wanted) {
        List<Octets> tokens = wanted.stream()
                .map(one -> index.token(one.type(), one.identifier()))
                .toList();
        StateReader state = network.state();
        List<Set<ResourceId>> found = new ArrayList<>(wanted.size());
        for (Octets token : tokens) {
            Set<ResourceId> own = new LinkedHashSet<>();
            index.candidates(token).stream()
                    .filter(entry -> entry.current(state).isPresent())
                    .forEach(entry -> own.add(entry.resource()));
            found.add(own);
        }
        int silent = 0;
        Optional<SalusException> silence = Optional.empty();
        List<OtherMember> asked = others.get();
        for (OtherMember other : asked) {
            try {
                List<Holding> holdings =
                        holdings(other.ask(message(), QUESTION.encode(new Question(tokens))), tokens.size());
                for (int i = 0; i < tokens.size(); i++) {
                    String type = wanted.get(i).type();
                    Set<ResourceId> known = found.get(i);
                    entries(holdings.get(i)).stream()
                            .filter(entry -> entry.resource().type().equals(type) && wrote(state, other.id(), entry))
                            .forEach(entry -> known.add(entry.resource()));
                }
            } catch (SalusException unreachable) {
                silent++;
                silence = Optional.of(unreachable);
            }
        }
        if (silent > asked.size() / 3) {
            throw new SalusException(
                    ErrorCode.NO_QUORUM, "too few members answer who holds an identifier", silence.orElseThrow());
        }
        return new Heard(found, silence);
    }

    /// Whether the current version is the one that the member means, and its own word: written for an organisation
    /// that it hosts.
    private static boolean wrote(StateReader state, MemberId member, Entry entry) {
        return entry.current(state)
                .filter(segment ->
                        Directory.of(state).hosts(member, segment.cell().author()))
                .isPresent();
    }

    /// What a member says in other words than it was asked in counts as its silence.
    private static List<Holding> holdings(Octets answer, int asked) {
        if (answer.length() > asked * MAX_FOUND * MAX_FOUND_BYTES) {
            throw new SalusException(ErrorCode.TOO_LARGE, "a member's answer about identifiers is too large");
        }
        List<Holding> holdings = ANSWER.decode(answer).holdings();
        if (holdings.size() != asked) {
            throw new SalusException(ErrorCode.MALFORMED, "a member answers other questions than it was asked");
        }
        return holdings;
    }

    private static List<Entry> entries(Holding holding) {
        return holding.found().stream()
                .limit(MAX_FOUND)
                .flatMap(each -> IdentifierIndex.resourceId(each.resource()).stream()
                        .map(resource -> new Entry(resource, each.transaction())))
                .toList();
    }

    @Override
    public String message() {
        return "identifier-holders";
    }

    @Override
    public Octets answer(MemberId peer, Octets request) {
        List<Octets> tokens = QUESTION.decode(request).tokens();
        if (tokens.size() > MAX_TOKENS) {
            throw new SalusException(ErrorCode.TOO_LARGE, "a question names at most " + MAX_TOKENS + " identifiers");
        }
        tokens.forEach(_ -> limits.members().ask(peer.value()));
        return ANSWER.encode(new Answer(tokens.stream().map(this::holding).toList()));
    }

    private Holding holding(Octets token) {
        return new Holding(index.candidates(token).stream()
                .map(entry -> new Found(entry.resource().toString(), entry.transaction()))
                .toList());
    }
}
