/// Web security of a node: accounts, tokens for applications, and who may call the APIs.
///
/// The portal's own package secures browser sessions; this one stores its accounts and passkeys, issues OAuth 2.1
/// tokens (SMART App Launch 2) and checks them at `/fhir` and `/api`.
@NullMarked
package health.salus.node.security;

import org.jspecify.annotations.NullMarked;
