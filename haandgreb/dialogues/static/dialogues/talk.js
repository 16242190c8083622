// The screen follows the other's clock and shared text, unless something stands half-written here.
(() => {
  const talk = document.getElementById("talk");
  if (!talk) return;
  const fields = () => [...talk.querySelectorAll("textarea")];
  const busy = () =>
    fields().some((field) => field.value !== field.defaultValue || field === document.activeElement) ||
    [...talk.querySelectorAll("input[type=radio]")].some((field) => field.checked !== field.defaultChecked);
  const follow = () => {
    const moved = document.getElementById("moved");
    if (!moved || moved.dataset.phase === talk.dataset.phase) return;
    // Somebody went on: go along, or let the note say so until what is being written is saved.
    if (!busy()) location.assign(`${location.pathname}?at=${moved.dataset.key}`);
  };
  const renew = () => {
    for (const mark of talk.querySelectorAll("[data-together]")) {
      const form = document.getElementById(`form-${mark.dataset.together}`);
      const version = form?.querySelector("[name=version]");
      const field = form?.querySelector("textarea");
      if (!version || form.dataset.drafted !== undefined || version.value === mark.dataset.version) continue;
      if (field.value !== field.defaultValue || field === document.activeElement) continue;
      location.reload();
      return;
    }
  };
  // The button that turned a card over is gone: the keyboard goes on from the card.
  const focus = (form) => {
    const there = form?.dataset?.focus;
    if (there && document.activeElement === document.body) document.getElementById(there)?.focus();
  };
  document.addEventListener("htmx:after:swap", (event) => {
    focus(event.detail.ctx.sourceElement);
    follow();
    if (!busy()) renew();
  });
})();
