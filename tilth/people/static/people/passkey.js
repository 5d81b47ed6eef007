// Passkeys: the one part of signing in that needs JavaScript. Forms marked data-passkey stay hidden without it.
(() => {
  const passkeys = window.webauthnJSON;
  if (!passkeys || !passkeys.supported()) return;

  const given = (form) => JSON.parse(document.getElementById(form.dataset.options).textContent);

  // Only keys that live in a device and ask for a finger, a face or a PIN can sign somebody in by themselves.
  const forSigningIn = (options) => {
    const selection = { ...options.publicKey.authenticatorSelection };
    Object.assign(selection, { residentKey: "required", requireResidentKey: true, userVerification: "required" });
    return { ...options, publicKey: { ...options.publicKey, authenticatorSelection: selection } };
  };

  const asked = async (form) => {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error("The server gave no challenge.");
    return (await answer.json()).request_options;
  };

  const ceremonies = {
    "sign-in": async (form) => passkeys.get(await asked(form)),
    confirm: async (form) => passkeys.get(given(form).request_options),
    add: async (form) => passkeys.create(forSigningIn(given(form).creation_options)),
  };

  const begin = async (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    const trouble = form.querySelector("[data-passkey-trouble]");
    trouble.textContent = "";
    try {
      form.elements.credential.value = JSON.stringify(await ceremonies[form.dataset.passkey](form));
      form.submit();
    } catch {
      trouble.textContent = trouble.dataset.passkeyTrouble;
    }
  };

  for (const form of document.querySelectorAll("[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", begin);
  }
})();
