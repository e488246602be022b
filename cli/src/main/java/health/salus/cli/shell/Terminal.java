package health.salus.cli.shell;

import java.util.Map;

/// What the place of the output can do. `columns` is 0 when it is no terminal.
public record Terminal(int columns, boolean colours) {

    public static final Terminal NONE = new Terminal(0, false);

    /// From what the launcher found out; `NO_COLOR` is honoured.
    public static Terminal of(Map<String, String> environment) {
        String columns = environment.getOrDefault("SALUS_TERMINAL", "");
        if (!columns.matches("[1-9][0-9]{0,3}")) {
            return new Terminal(0, false);
        }
        return new Terminal(Integer.parseInt(columns), !environment.containsKey("NO_COLOR"));
    }

    public boolean interactive() {
        return columns > 0;
    }
}
