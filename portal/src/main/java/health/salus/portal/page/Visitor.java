package health.salus.portal.page;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.portal.Account;
import health.salus.portal.Caller;
import jakarta.servlet.http.HttpSession;

/// The person in front of the browser. A controller that takes one as an argument has a signed-in person.
///
/// @param partial whether a script asks for a part of the page only
public record Visitor(Account account, Caller caller, HttpSession session, boolean partial) {

    /// The own record of a patient.
    public SubjectId ownSubject() {
        return account.subject()
                .orElseThrow(() -> new SalusException(ErrorCode.NOT_AUTHORISED, "this page is a patient's"));
    }
}
