package health.salus.crypto;

import health.salus.kernel.Octets;
import java.util.Map;

/// CollectedClientData (Web Authentication Level 3, section 5.8.1), as far as it is checked.
///
/// @param challenge as it stands there: base64url without padding
record ClientData(String type, String challenge, String origin, boolean crossOrigin) {

    static ClientData parse(Octets json) {
        FlatJson reader = new FlatJson(json);
        Map<String, FlatJson.Value> members = reader.object();
        return new ClientData(
                text(members, "type"), text(members, "challenge"), text(members, "origin"), crossOrigin(members));
    }

    private static String text(Map<String, FlatJson.Value> members, String name) {
        if (members.get(name) instanceof FlatJson.Text(String value)) {
            return value;
        }
        throw FlatJson.malformed("client data lack the string " + name);
    }

    /// Absent means false: some browsers leave it out.
    private static boolean crossOrigin(Map<String, FlatJson.Value> members) {
        return switch (members.get("crossOrigin")) {
            case null -> false;
            case FlatJson.Bool(boolean value) -> value;
            case FlatJson.Text _, FlatJson.Other _ -> throw FlatJson.malformed("crossOrigin is true or false");
        };
    }
}
