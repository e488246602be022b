package health.salus.contracts.consent;

import java.util.List;

/// What a person permits and denies under all of its pseudonyms: side by side, as if it were one table.
public record ConsentTables(List<ConsentTable> tables) {

    public ConsentTables {
        tables = List.copyOf(tables);
    }

    public Answer decide(Question question) {
        Answer answer = Answer.SILENT;
        for (ConsentTable table : tables) {
            answer = answer.and(table.decide(question));
        }
        return answer;
    }

    public Answer decideInEmergency(Question question) {
        Answer answer = Answer.SILENT;
        for (ConsentTable table : tables) {
            answer = answer.and(table.decideInEmergency(question));
        }
        return answer;
    }

    public boolean mentions(String resourceType) {
        return tables.stream().anyMatch(table -> table.mentions(resourceType));
    }
}
