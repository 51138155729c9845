// The dialog in which an officer says what of a picture nobody shall see, with the
// mouse, a finger or the keyboard. What was drawn becomes words behind a command, so
// that nothing can be covered here that could not be covered by typing.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const dialog = $("cover");
  if (!dialog) return;
  const svg = $("cover-drawn");
  const least = 8; // thousandths: what is smaller was a tap and no rectangle
  let command = ""; // what the parts are added to
  let opener = ""; // the button that opened the dialog
  let areas = []; // { left, top, right, bottom } in thousandths of the picture
  let from = null; // where the rectangle begins that is being drawn

  const shape = (a) => {
    const r = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    for (const [k, v] of Object.entries({ x: a.left, y: a.top, width: a.right - a.left, height: a.bottom - a.top })) r.setAttribute(k, v);
    return r;
  };

  const between = (p, q) => ({ left: Math.min(p.x, q.x), top: Math.min(p.y, q.y), right: Math.max(p.x, q.x), bottom: Math.max(p.y, q.y) });

  // place is where on the picture something is pointed at; beside it counts as its edge.
  function place(e) {
    const r = svg.getBoundingClientRect();
    const share = (n, whole) => Math.min(1000, Math.max(0, Math.round((1000 * n) / whole)));
    return { x: share(e.clientX - r.left, r.width), y: share(e.clientY - r.top, r.height) };
  }

  const words = (a) => `${a.left / 10} to ${a.right / 10} % from the left, ${a.top / 10} to ${a.bottom / 10} % from the top`;
  const name = (a) => `${a.left / 10}/${a.top / 10}-${a.right / 10}/${a.bottom / 10}`;

  function show(drawing) {
    svg.replaceChildren(...(drawing ? [...areas, drawing] : areas).map(shape));
    if (drawing) return;
    $("cover-areas").replaceChildren(...areas.map((a, i) => {
      const li = document.createElement("li");
      const text = document.createElement("span");
      text.textContent = words(a);
      const remove = document.createElement("button");
      remove.type = "button";
      remove.className = "quiet";
      remove.textContent = "Remove";
      remove.setAttribute("aria-label", `Remove ${words(a)}`);
      remove.addEventListener("click", () => {
        areas.splice(i, 1);
        show();
        $("cover-squares").focus();
      });
      li.append(text, remove);
      return li;
    }));
  }

  const say = (text) => { $("cover-error").textContent = text; };

  function open(button) {
    command = button.dataset.cover;
    opener = button.id;
    areas = [];
    from = null;
    $("cover-picture").src = button.dataset.picture;
    $("cover-picture").alt = button.dataset.alt;
    $("cover-squares").value = "";
    say("");
    show();
    dialog.showModal();
    $("cover-title").focus();
    dialog.scrollTop = 0;
  }

  svg.addEventListener("pointerdown", (e) => {
    if (e.button !== 0 || from) return;
    e.preventDefault();
    svg.setPointerCapture(e.pointerId);
    from = place(e);
  });
  svg.addEventListener("pointermove", (e) => { if (from) show(between(from, place(e))); });
  svg.addEventListener("pointercancel", () => { from = null; show(); });
  svg.addEventListener("pointerup", (e) => {
    if (!from) return;
    const a = between(from, place(e));
    from = null;
    if (a.right - a.left >= least && a.bottom - a.top >= least) {
      areas.push(a);
      say("");
    }
    show();
  });

  $("cover-form").addEventListener("submit", (e) => {
    e.preventDefault();
    e.stopPropagation(); // it is none of the bot's forms
    const parts = [...areas.map(name), $("cover-squares").value.trim()].filter(Boolean).join(" ");
    if (!parts) {
      say("Draw a rectangle on the picture, or name a square.");
      $("cover-squares").focus();
      return;
    }
    $("cover-send").disabled = true;
    const done = (sent) => {
      $("cover-send").disabled = false;
      if (sent) dialog.close();
      else say("It could not be sent. What you drew is still here; try again.");
    };
    document.dispatchEvent(new CustomEvent("command", { detail: { text: `${command} ${parts}`, done } }));
  });

  $("cover-close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    $("cover-picture").removeAttribute("src");
    ($(opener) ?? $("composer-text")).focus({ preventScroll: true });
  });
  document.addEventListener("click", (e) => {
    const button = e.target.closest?.("button[data-cover]");
    if (button) open(button);
  });
})();
