// Counts down to data-until (a moment), or stands still at data-left seconds when paused. data-stop: not below nought.
(() => {
  const spoken = new Map();
  const show = (clock) => {
    const paused = clock.dataset.left !== undefined;
    const until = Math.round(paused ? Number(clock.dataset.left) : (Date.parse(clock.dataset.until) - Date.now()) / 1000);
    const stops = clock.dataset.stop !== undefined;
    const left = stops ? Math.max(until, 0) : until;
    const over = stops ? left === 0 : left < 0;
    const seconds = Math.abs(left);
    const figures = `${Math.floor(seconds / 60)}.${String(seconds % 60).padStart(2, "0")}`;
    const face = clock.querySelector("[data-face]");
    if (face.textContent !== figures) face.textContent = figures;
    clock.classList.toggle("over", over);
    const words = clock.querySelector("[data-words]");
    if (words) words.textContent = over ? clock.dataset.over : clock.dataset.under;
    const bar = document.getElementById(clock.dataset.bar);
    if (bar) bar.value = Number(bar.max) - left;
    // Screen readers hear whole minutes only.
    const minutes = Math.ceil(left / 60);
    if (spoken.get(clock) !== minutes) {
      spoken.set(clock, minutes);
      clock.setAttribute("aria-label", `${figures} ${over ? clock.dataset.over : clock.dataset.under}`);
    }
  };
  const all = () => document.querySelectorAll("[data-timer]").forEach(show);
  all();
  setInterval(all, 1000);
  document.addEventListener("htmx:after:swap", all);
})();
