// The portal's one script. Every page works without it, except what needs a passkey.
'use strict';

(() => {
  document.documentElement.classList.add('js');

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content;
  const supported = () => window.PublicKeyCredential !== undefined && navigator.credentials !== undefined;

  /** Posts JSON with the CSRF token; answers the parsed body, or throws an error that carries the status. */
  const post = async (path, body) => {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', [meta('csrf-header')]: meta('csrf-token') },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!response.ok) {
      throw Object.assign(new Error(`status ${response.status}`), { status: response.status });
    }
    return response.json();
  };

  /** Shows one of the texts that the page brought along. */
  const tell = (holder, which) => {
    const place = holder.querySelector('[data-passkey-problem]');
    place.textContent = holder.querySelector(`[data-text="${which}"]`)?.textContent ?? '';
    place.hidden = false;
  };

  const problemOf = (error) => {
    if (error.status === 429) return 'slow';
    return error.name === 'NotAllowedError' || error.name === 'AbortError' ? 'cancelled' : 'refused';
  };

  const signIn = async (holder) => {
    const options = await post('/webauthn/authenticate/options');
    const credential = await navigator.credentials.get({
      publicKey: {
        challenge: bytes(options.challenge),
        rpId: options.rpId,
        timeout: options.timeout,
        userVerification: options.userVerification,
        allowCredentials: options.allowCredentials.map((one) => ({ type: one.type, id: bytes(one.id) })),
      },
    });
    const answer = credential.response;
    const result = await post('/login/webauthn', {
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      response: {
        authenticatorData: text(answer.authenticatorData),
        clientDataJSON: text(answer.clientDataJSON),
        signature: text(answer.signature),
        userHandle: answer.userHandle ? text(answer.userHandle) : undefined,
      },
      clientExtensionResults: credential.getClientExtensionResults(),
      authenticatorAttachment: credential.authenticatorAttachment,
    });
    window.location.assign(result.redirectUrl);
  };

  const register = async (form) => {
    const options = await post('/webauthn/register/options');
    const credential = await navigator.credentials.create({
      publicKey: {
        ...options,
        challenge: bytes(options.challenge),
        user: { ...options.user, id: bytes(options.user.id) },
        excludeCredentials: options.excludeCredentials.map((one) => ({ type: one.type, id: bytes(one.id) })),
      },
    });
    const answer = credential.response;
    await post('/webauthn/register', {
      publicKey: {
        credential: {
          id: credential.id,
          rawId: text(credential.rawId),
          type: credential.type,
          response: {
            attestationObject: text(answer.attestationObject),
            clientDataJSON: text(answer.clientDataJSON),
            transports: answer.getTransports?.(),
          },
          clientExtensionResults: credential.getClientExtensionResults(),
          authenticatorAttachment: credential.authenticatorAttachment,
        },
        label: form.querySelector('#label').value.trim(),
      },
    });
    form.elements.namedItem('id').value = text(credential.rawId);
    form.submit();
  };

  const sign = async (form) => {
    const credential = await navigator.credentials.get({
      publicKey: {
        challenge: bytes(form.dataset.challenge),
        rpId: form.dataset.relyingParty,
        userVerification: 'required',
        allowCredentials: [{ type: 'public-key', id: bytes(form.dataset.credential) }],
      },
    });
    const answer = credential.response;
    form.elements.namedItem('authenticatorData').value = text(answer.authenticatorData);
    form.elements.namedItem('clientDataJson').value = text(answer.clientDataJSON);
    form.elements.namedItem('signature').value = text(answer.signature);
    form.submit();
  };

  const withPasskey = async (holder, button, action) => {
    holder.querySelector('[data-passkey-problem]').hidden = true;
    if (!supported()) {
      tell(holder, 'unsupported');
      return;
    }
    button.disabled = true;
    try {
      await action(holder);
    } catch (error) {
      button.disabled = false;
      tell(holder, problemOf(error));
    }
  };

  document.querySelectorAll('[data-passkey-needed]').forEach((section) => {
    section.hidden = !supported();
  });
  document.querySelectorAll('button[data-passkey="sign-in"]').forEach((button) => {
    button.addEventListener('click', () => withPasskey(button.closest('section'), button, signIn));
  });
  document.querySelectorAll('form[data-passkey]').forEach((form) => {
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const action = form.dataset.passkey === 'sign' ? sign : register;
      withPasskey(form, form.querySelector('button[type="submit"]'), action);
    });
  });

  // What went wrong or what was found is where reading continues.
  document.querySelector('[data-focus]')?.focus();
})();
