// Cards of the board can be dragged: onto one beside them to change the order, onto one of the column before to hang
// there. Everything it does, the menu of each card does too.
(() => {
  const form = document.getElementById("mapmove");
  if (!form) return;
  let held = null;

  const cards = [...document.querySelectorAll(".node[data-id]")];
  const send = (action, name, value) => {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    form.append(field);
    form.action = action;
    form.submit();
  };
  const beside = (card) => cards.filter((other) => other.dataset.column === card.dataset.column && other.dataset.under === card.dataset.under);
  const takes = (card) => {
    if (!held || card === held) return false;
    const step = held.dataset.column - card.dataset.column;
    return step === 1 ? card.dataset.id !== held.dataset.under && held.dataset.column !== "1" : step === 0 && beside(held).includes(card);
  };

  for (const card of cards) {
    if (card.dataset.card) {
      card.draggable = true;
      card.addEventListener("dragstart", (event) => {
        held = card;
        card.classList.add("held");
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", card.id);
      });
      card.addEventListener("dragend", () => {
        held = null;
        for (const other of cards) other.classList.remove("held", "over");
      });
    }
    card.addEventListener("dragover", (event) => {
      if (!takes(card)) return;
      event.preventDefault();
      card.classList.add("over");
    });
    card.addEventListener("dragleave", () => card.classList.remove("over"));
    card.addEventListener("drop", (event) => {
      if (!takes(card)) return;
      event.preventDefault();
      const action = `${held.dataset.card}move/?under=${held.dataset.under}`;
      if (card.dataset.column !== held.dataset.column) return send(action, "into", card.dataset.id);
      const column = beside(held);
      send(action, "go", `${column.indexOf(card) - column.indexOf(held)} ${held.dataset.place}`);
    });
  }

  // One menu open at a time; Escape and a click elsewhere close it.
  const menus = [...document.querySelectorAll(".cardmenu")];
  for (const menu of menus) {
    menu.addEventListener("toggle", () => {
      if (menu.open) for (const other of menus) if (other !== menu) other.open = false;
    });
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  }
  document.addEventListener("click", (event) => {
    for (const menu of menus) if (menu.open && !menu.contains(event.target)) menu.open = false;
  });
})();
