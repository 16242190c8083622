// A form with data-draft-url keeps its text on the server while somebody writes, and says when.
(() => {
  const wait = 1200;
  for (const form of document.querySelectorAll("form[data-draft-url]")) {
    const status = form.querySelector("[data-saved]");
    let timer;
    let dirty = false;
    const say = (text, failed) => {
      if (!status) return;
      status.textContent = text;
      status.classList.toggle("failed", failed);
    };
    const save = async () => {
      dirty = false;
      try {
        const answer = await fetch(form.dataset.draftUrl, { method: "POST", body: new FormData(form), credentials: "same-origin" });
        if (!answer.ok || answer.redirected) throw new Error(answer.status);
        const { saved_at: at, version } = await answer.json();
        // Where the text itself was saved, the form goes on from what stands there now.
        if (version !== undefined && form.elements.version) form.elements.version.value = version;
        say(status?.dataset.saved.replace("{time}", at), false);
      } catch {
        dirty = true;
        say(status?.dataset.failed, true);
        timer = setTimeout(save, 15000);
      }
    };
    form.addEventListener("input", () => {
      dirty = true;
      clearTimeout(timer);
      timer = setTimeout(save, wait);
    });
    form.addEventListener("submit", () => { clearTimeout(timer); dirty = false; });
    addEventListener("online", () => { if (dirty) save(); });
    addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
  }
})();
