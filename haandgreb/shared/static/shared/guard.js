// Pressing twice sends once, and a failed request says so in words.
(() => {
  const marked = (form) => form.dataset.sent === "yes";
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method === "get" || form.hasAttribute("data-again")) return;
    if (marked(form)) return event.preventDefault();
    form.dataset.sent = "yes";
    for (const button of form.querySelectorAll("button:not([type=button])")) button.setAttribute("aria-disabled", "true");
  });
  const release = () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll("button")) button.removeAttribute("aria-disabled");
    }
  };
  // The back button shows the page as it was left; a file download leaves the page standing.
  addEventListener("pageshow", release);
  document.addEventListener("htmx:finally:request", release);

  const say = (kind) => {
    const place = document.getElementById("toasts");
    if (!place) return;
    const toast = document.createElement("p");
    toast.textContent = place.dataset[kind];
    place.replaceChildren(toast);
    setTimeout(() => toast.remove(), 9000);
  };
  document.addEventListener("htmx:error", () => say("offline"));
  document.addEventListener("htmx:response:error", (event) => {
    if (event.detail.ctx.response.status >= 500) say("failed");
  });

  // A form that was taken is empty again; what stands half-written in the others stays.
  document.addEventListener("htmx:after:swap", (event) => {
    const { sourceElement: form, response } = event.detail.ctx;
    if (form instanceof HTMLFormElement && form.isConnected && response.status < 400) form.reset();
  });

  // The menus of the frame close with Escape, which gives the focus back, and with a press anywhere else.
  const menus = [...document.querySelectorAll(".who, .tabbar details")];
  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && menus.find((menu) => menu.open && menu.contains(event.target));
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    for (const menu of menus) if (menu.open && !menu.contains(event.target)) menu.open = false;
  });

  // What was done is also said aloud: a live region speaks when its words come, not where they stand from the beginning.
  const told = document.getElementById("messages");
  if (told?.children.length) setTimeout(() => told.replaceChildren(...told.childNodes), 300);

  // After a form came back with errors, the summary is where reading begins.
  document.getElementById("errors")?.focus();
  document.addEventListener("htmx:after:swap", () => document.getElementById("errors")?.focus());
})();
