// Passkeys: forms that say data-passkey="get" or "create" ask the browser and send its answer. Without this script they stay hidden,
// and people sign in by password, link or code.
(() => {
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const named = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const asked = (kind, options) => {
    options.challenge = bytes(options.challenge);
    if (kind === "get") return navigator.credentials.get({ publicKey: { ...options, allowCredentials: named(options.allowCredentials) } });
    options.user.id = bytes(options.user.id);
    return navigator.credentials.create({ publicKey: { ...options, excludeCredentials: named(options.excludeCredentials) } });
  };

  const answered = (credential) => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[name]) response[name] = text(credential.response[name]);
    }
    return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response, clientExtensionResults: {} });
  };

  const prepare = (form) => {
    const refused = form.querySelector("[data-passkey-refused]");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      refused.hidden = true;
      try {
        form.elements.credential.value = answered(await asked(form.dataset.passkey, JSON.parse(form.dataset.options)));
      } catch {
        refused.hidden = false;
        return;
      }
      form.submit();
    });
    form.hidden = false;
  };

  if (window.PublicKeyCredential) document.querySelectorAll("form[data-passkey]").forEach(prepare);
})();
