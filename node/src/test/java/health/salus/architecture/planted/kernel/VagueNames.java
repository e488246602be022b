package health.salus.architecture.planted.kernel;

import javax.net.ssl.TrustManager;

interface VagueNames {
    interface AbstractStore {}

    interface StoreImpl {}

    interface StoreBase {}

    interface StoreHelper {}

    interface StoreUtil {}

    interface StoreUtils {}

    interface StoreManager {}

    interface StoreData {}

    interface StoreInfo {}

    /// Not vague: the words only occur inside others.
    interface Database {}

    interface Abstraction {}

    /// Not vague: the word came with the interface.
    interface PinnedTrustManager extends TrustManager {}

    /// Not vague: a term of WebAuthn.
    interface AuthenticatorData {}
}
