package health.salus.fhir.search;

import health.salus.fhir.FhirException;
import health.salus.fhir.structure.IssueType;
import health.salus.fhir.structure.StructureModel;
import health.salus.kernel.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the modifier and the values of one parameter.
final class ClauseReader {
    /// More than any list of ids that a client sends in one request.
    static final int MAX_ALTERNATIVES = 1_000;

    private final SearchContext context;
    private final SearchParameter parameter;
    private final String modifier;

    ClauseReader(SearchContext context, SearchParameter parameter, String modifier) {
        this.context = context;
        this.parameter = parameter;
        this.modifier = modifier;
    }

    /// The clause, or empty when no value is given.
    Optional<Clause> read(String value) {
        List<String> texts = Escapes.split(value, ',').stream()
                .filter(text -> !text.isEmpty())
                .toList();
        if (texts.size() > MAX_ALTERNATIVES) {
            throw FhirException.of(
                    ErrorCode.TOO_LARGE,
                    IssueType.TOO_COSTLY,
                    "",
                    "at most " + MAX_ALTERNATIVES + " values in " + parameter.name());
        }
        return texts.isEmpty() ? Optional.empty() : Optional.of(clause(texts));
    }

    private Clause clause(List<String> texts) {
        boolean composite = parameter.type() == ParameterType.COMPOSITE;
        if (modifier.equals("missing") && !composite) {
            return missing(texts);
        }
        return switch (parameter.type()) {
            case COMPOSITE -> modifier.isEmpty() ? composite(texts) : unsupported();
            case DATE, NUMBER, QUANTITY ->
                modifier.isEmpty() ? plain(each(texts, text -> ordered(parameter.type(), text))) : unsupported();
            case STRING -> string(texts);
            case TOKEN -> token(texts);
            case REFERENCE -> reference(texts);
            case URI -> uri(texts);
        };
    }

    private Clause missing(List<String> texts) {
        boolean wanted = texts.equals(List.of("true"));
        if (!wanted && !texts.equals(List.of("false"))) {
            throw malformed("true or false");
        }
        Criterion present = Criterion.present(parameter);
        return new Clause(parameter, modifier, List.of(), texts, wanted ? present.negated() : present);
    }

    private Clause string(List<String> texts) {
        StringOperand.Mode mode = switch (modifier) {
            case "" -> StringOperand.Mode.START;
            case "contains" -> StringOperand.Mode.CONTAINS;
            case "exact" -> StringOperand.Mode.EXACT;
            default -> throw unsupportedModifier();
        };
        return plain(each(texts, text -> StringOperand.of(mode, Escapes.unescape(text))));
    }

    private Clause token(List<String> texts) {
        return switch (modifier) {
            case "text" -> {
                List<StringOperand> operands =
                        each(texts, text -> StringOperand.of(StringOperand.Mode.START, Escapes.unescape(text)));
                yield other(operands, Criterion.text(parameter, operands));
            }
            case "of-type" -> plain(each(texts, TypedIdentifier::read));
            case "", "not" -> {
                List<TokenOperand> operands = each(texts, text -> TokenOperand.read(text, parameter.foldsCase()));
                Clause positive = plain(operands);
                yield modifier.isEmpty()
                        ? positive
                        : other(operands, positive.criterion().negated());
            }
            default -> throw unsupportedModifier();
        };
    }

    private Clause reference(List<String> texts) {
        if (modifier.equals("identifier")) {
            List<TokenOperand> operands = each(texts, text -> TokenOperand.read(text, false));
            return other(operands, Criterion.identifier(parameter, operands));
        }
        boolean typed = StructureModel.r4().isResourceType(modifier);
        boolean possible = parameter.targets().isEmpty() || parameter.targets().contains(modifier);
        if (!modifier.isEmpty() && !(typed && possible)) {
            throw unsupportedModifier();
        }
        List<ReferenceOperand> operands =
                typed ? each(texts, text -> typedReference(text, modifier)) : each(texts, this::reference);
        // With the type in the values, the modifier has said all that it had to say.
        return new ClauseReader(context, parameter, "").plain(operands);
    }

    private ReferenceOperand reference(String text) {
        ReferenceOperand operand = ReferenceOperand.read(context.withoutBase(Escapes.unescape(text)));
        return parameter.targets().size() == 1
                ? operand.ofType(parameter.targets().iterator().next())
                : operand;
    }

    private @Nullable ReferenceOperand typedReference(String text, String type) {
        ReferenceOperand operand = ReferenceOperand.read(context.withoutBase(Escapes.unescape(text)))
                .ofType(type);
        return operand.isTo(type) ? operand : null;
    }

    private Clause uri(List<String> texts) {
        UriOperand.Mode mode = switch (modifier) {
            case "" -> UriOperand.Mode.EXACT;
            case "below" -> UriOperand.Mode.BELOW;
            case "above" -> UriOperand.Mode.ABOVE;
            default -> throw unsupportedModifier();
        };
        return plain(each(texts, text -> new UriOperand(mode, Escapes.unescape(text))));
    }

    private Clause composite(List<String> texts) {
        List<CompositeOperand> operands = each(texts, this::compositeOperand);
        List<String> values =
                operands.stream().map(CompositeOperand::normalised).toList();
        return new Clause(parameter, modifier, List.of(), values, Criterion.composite(parameter, operands));
    }

    private @Nullable CompositeOperand compositeOperand(String text) {
        List<String> texts = Escapes.split(text, '$');
        if (texts.size() != parameter.components().size()) {
            return null;
        }
        List<CompositeOperand.Part> parts = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            SearchParameter.Component component = parameter.components().get(i);
            Operand operand = texts.get(i).isEmpty() ? null : partOperand(component, texts.get(i));
            if (operand == null) {
                return null;
            }
            parts.add(CompositeOperand.Part.of(component, operand));
        }
        return new CompositeOperand(parts);
    }

    private @Nullable Operand partOperand(SearchParameter.Component component, String text) {
        return switch (component.type()) {
            case DATE, NUMBER, QUANTITY -> ordered(component.type(), text);
            case STRING -> StringOperand.of(StringOperand.Mode.START, Escapes.unescape(text));
            case TOKEN -> TokenOperand.read(text, SearchParameter.foldsCase(component.paths()));
            case REFERENCE -> ReferenceOperand.read(context.withoutBase(Escapes.unescape(text)));
            case URI -> new UriOperand(UriOperand.Mode.EXACT, Escapes.unescape(text));
            case COMPOSITE -> null;
        };
    }

    private @Nullable Operand ordered(ParameterType kind, String text) {
        return switch (kind) {
            case DATE -> DateOperand.read(text, context.now());
            case NUMBER -> NumberOperand.read(text);
            case QUANTITY -> QuantityOperand.read(text);
            case STRING, TOKEN, REFERENCE, COMPOSITE, URI -> null;
        };
    }

    private Clause plain(List<? extends Operand> operands) {
        return other(operands, Criterion.of(parameter, List.copyOf(operands)));
    }

    private Clause other(List<? extends Operand> operands, Criterion criterion) {
        List<String> values = operands.stream().map(Operand::normalised).toList();
        return new Clause(parameter, modifier, List.copyOf(operands), values, criterion);
    }

    private <T> List<T> each(List<String> texts, Function<String, @Nullable T> reading) {
        List<T> operands = new ArrayList<>();
        for (String text : texts) {
            T operand = reading.apply(text);
            if (operand == null) {
                throw malformed("a " + parameter.type().code());
            }
            operands.add(operand);
        }
        return operands;
    }

    /// The value itself may say something about a patient: it is not repeated.
    private FhirException malformed(String wanted) {
        String text = "the value of " + parameter.name() + " is not " + wanted;
        return FhirException.of(ErrorCode.MALFORMED, IssueType.VALUE, "", text);
    }

    private Clause unsupported() {
        throw unsupportedModifier();
    }

    /// Refused in any case: left out, it would change what the search means (R4 search.html#modifiers).
    private FhirException unsupportedModifier() {
        String text = parameter.name() + " does not take the modifier " + ParameterName.printable(modifier);
        return FhirException.of(ErrorCode.UNSUPPORTED_PARAMETER, IssueType.NOT_SUPPORTED, "", text);
    }
}
