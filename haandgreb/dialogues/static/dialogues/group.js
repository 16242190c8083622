// The page follows the group's talk, unless something is being written or ticked on it.
(() => {
  const fields = () => [...document.querySelectorAll("#group textarea, #group input:not([type=hidden]), #group select")];
  const changed = (field) => {
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.tagName === "SELECT") return field.selectedIndex !== Math.max(0, [...field.options].findIndex((option) => option.defaultSelected));
    return field.value !== field.defaultValue;
  };
  const busy = () => fields().some((field) => field === document.activeElement || changed(field));
  document.addEventListener("htmx:after:swap", () => {
    const now = document.getElementById("now")?.dataset.key;
    const group = document.getElementById("group");
    if (!now || !group || now === group.dataset.at) return;
    if (busy()) document.getElementById("gone-on").hidden = false;
    else location.reload();
  });
})();
