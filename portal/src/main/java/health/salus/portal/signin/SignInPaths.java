package health.salus.portal.signin;

/// Where signing in happens.
public final class SignInPaths {

    public static final String SIGN_IN = "/portal/sign-in";
    public static final String SIGN_OUT = "/portal/sign-out";
    public static final String ACTIVATE = "/portal/activate";

    /// Fixed by Spring Security's passkey filters.
    static final String PASSKEY_SIGN_IN = "/login/webauthn";

    private SignInPaths() {}
}
