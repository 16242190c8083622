// A phone follows the workshop to its next step, unless something stands half-written or half-marked there.
(() => {
  const busy = () =>
    [...document.querySelectorAll("#phone textarea")].some((field) => field.value !== field.defaultValue) ||
    [...document.querySelectorAll("#marking input")].some((field) => field.checked !== field.defaultChecked);
  document.addEventListener("htmx:after:swap", () => {
    const now = document.getElementById("now")?.dataset.state;
    const phone = document.getElementById("phone");
    if (!now || !phone || now === phone.dataset.at) return;
    const told = document.getElementById("gone-on");
    if (busy()) {
      if (told) told.hidden = false;
    } else if (now === "closed") {
      location.reload();
    } else {
      document.getElementById("follow").click();
    }
  });
})();
