// The practice room's page. The server draws every piece of it; this script
// puts the pieces in their places, sends what the person does, and keeps focus,
// scrolling and half-written words where they are. The public wall may be there
// by itself; then there is no chat and nothing of it happens.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const alone = !$("chat");
  const here = () => (alone ? {} : $("chat").dataset);
  const drafts = new Map(); // what stands in the composer, by officer, channel and thread
  let files = []; // to be sent with the next message
  let client = ""; // names what stands in the composer until it was received
  let stream, quiet, reading;

  // newClient makes up a name for one thing that is done, so that sending it
  // twice does it once.
  const newClient = () =>
    Array.from(crypto.getRandomValues(new Uint8Array(12)), (b) => b.toString(16).padStart(2, "0")).join("");

  // drawn makes an element of a piece that the server drew. The server escapes
  // whatever anybody wrote.
  const drawn = (html) => {
    const t = document.createElement("template");
    t.innerHTML = html;
    return t.content.firstElementChild;
  };

  // Telling the person.

  const announce = (text) => { $("status").textContent = text; };

  function toast(text, bad) {
    const box = document.createElement("div");
    box.className = bad ? "toast bad" : "toast";
    const p = document.createElement("p");
    p.textContent = text;
    const close = document.createElement("button");
    close.type = "button";
    close.className = "quiet";
    close.textContent = "Close";
    close.addEventListener("click", () => box.remove());
    box.append(p, close);
    $("toasts").replaceChildren(box);
  }

  // Sending.

  async function send(url, fields, attached = [], quietly = false) {
    const body = new FormData();
    const all = { officer: here().officer, channel: here().channel, thread: here().thread, client: newClient(), ...fields };
    for (const [k, v] of Object.entries(all)) {
      for (const one of [v].flat()) body.append(k, one ?? "");
    }
    for (const f of attached) body.append("file", f, f.name);
    let res;
    try {
      if (attached.length) res = await upload(url, body);
      else res = await (await fetch(url, { method: "POST", body })).json();
    } catch {
      toast("The practice room cannot be reached. Is the program still running? What you wrote is still here; try again.", true);
      return null;
    }
    if (res.error) {
      toast(res.error, true);
      return null;
    }
    if (res.notice) toast(res.notice);
    if (res.form && !quietly) openForm(res.form);
    return res;
  }

  // upload sends files and shows how far they are.
  function upload(url, body) {
    return new Promise((resolve, reject) => {
      const bar = $("upload-bar");
      const shown = $("upload");
      const over = () => { shown.hidden = true; };
      const x = new XMLHttpRequest();
      x.open("POST", url);
      x.responseType = "json";
      x.upload.addEventListener("progress", (e) => {
        if (!e.lengthComputable) return;
        const percent = Math.floor((100 * e.loaded) / Math.max(e.total, 1));
        bar.value = percent;
        $("upload-words").textContent = `Uploading: ${percent} % of ${(e.total / 1e6).toFixed(1)} MB`;
        shown.hidden = false;
      });
      x.addEventListener("load", () => { over(); x.response ? resolve(x.response) : reject(); });
      x.addEventListener("error", () => { over(); reject(); });
      x.addEventListener("abort", () => { over(); reject(); });
      $("upload-stop").onclick = () => x.abort();
      x.send(body);
    });
  }

  // Putting pieces in their places.

  function swap(old, fresh) {
    for (const d of old.querySelectorAll("details[id][open]")) {
      const same = fresh.querySelector("#" + CSS.escape(d.id));
      if (same) same.open = true;
    }
    for (const i of old.querySelectorAll("input[id], textarea[id], select[id]")) {
      const same = fresh.querySelector("#" + CSS.escape(i.id));
      if (same && i.dataset.dirty) {
        if (i.type === "checkbox") same.checked = i.checked;
        else same.value = i.value;
        same.dataset.dirty = "yes";
      }
    }
    const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
    old.replaceWith(fresh);
    if (focused) ($(focused) ?? fresh.querySelector("button, a"))?.focus({ preventScroll: true });
  }

  // insert puts an item into its list: messages newest last, posts newest first.
  function insert(list, item) {
    const order = Number(item.dataset.order);
    const down = list.id === "posts";
    for (const other of list.children) {
      const o = Number(other.dataset.order);
      if (down ? o < order : o > order) return other.before(item);
    }
    list.append(item);
  }

  function place(p) {
    const old = $(p.id);
    if (p.gone) {
      old?.remove();
      return null;
    }
    const fresh = drawn(p.html);
    if (old) {
      if (old.outerHTML !== fresh.outerHTML) swap(old, fresh);
      return null;
    }
    if (!p.list || !$(p.list)) return null;
    insert($(p.list), fresh);
    return fresh;
  }

  const bottom = () => {
    const s = $("scroll");
    return s.scrollHeight - s.scrollTop - s.clientHeight < 80;
  };

  // toBottom shows the newest message: its end, or its beginning if it is
  // higher than the window.
  function toBottom() {
    const s = $("scroll");
    const last = $("messages").lastElementChild;
    s.scrollTop = last ? s.scrollHeight : 0;
    if (last && last.offsetHeight > s.clientHeight) s.scrollTop += last.getBoundingClientRect().top - s.getBoundingClientRect().top;
    $("newer").hidden = true;
  }

  // reveal shows the end of a message.
  function reveal(el) {
    const s = $("scroll");
    s.scrollTop += el.getBoundingClientRect().bottom - s.getBoundingClientRect().bottom + 12;
  }

  function apply(batch, first) {
    const stick = !alone && bottom();
    const fresh = batch.parts.map(place).filter(Boolean);
    if (batch.title) document.title = batch.title;
    if (batch.whole) {
      const ids = new Set(batch.parts.map((p) => p.id));
      const orders = batch.parts.filter((p) => p.list === "messages").map((p) => Number(p.order));
      const from = orders.length ? Math.min(...orders) : 0;
      for (const li of [...$("messages").children]) {
        if (Number(li.dataset.order) >= from && !ids.has(li.id)) li.remove();
      }
    }
    const messages = fresh.filter((f) => f.dataset.message);
    const mine = messages.findLast((m) => m.classList.contains("only"));
    if (stick) toBottom();
    else if (mine && !first) reveal(mine); // the answer to what was just done
    else if (messages.length) $("newer").hidden = false;
    if (messages.length && !first) {
      const last = messages[messages.length - 1];
      const words = last.querySelector(".title, .text")?.textContent ?? "";
      announce(`${last.querySelector(".byline b").textContent}: ${words}`.slice(0, 300));
    }
    for (const p of batch.parts) {
      const li = p.list === "posts" && !first && $(p.id);
      if (li) flash(li);
    }
    if (batch.parts.some((p) => p.list === "messages")) read();
  }

  function flash(el) {
    el.classList.remove("fresh");
    void el.offsetWidth; // lets the animation begin anew
    el.classList.add("fresh");
  }

  // The stream.

  function connect() {
    stream?.close();
    const q = alone ? "" : new URLSearchParams({ officer: here().officer, channel: here().channel, thread: here().thread });
    let first = true;
    const es = (stream = new EventSource("/live?" + q));
    es.addEventListener("batch", (e) => {
      apply(JSON.parse(e.data), first);
      first = false;
      document.body.dataset.live = "yes";
    });
    es.addEventListener("open", () => { first = true; });
    es.addEventListener("error", () => {
      document.body.dataset.live = "no";
      announce("The connection is lost. Trying again.");
      if (es.readyState === EventSource.CLOSED) setTimeout(() => es === stream && connect(), 3000);
    });
  }

  // A page that nobody sees gives its connection to those that somebody sees:
  // browsers have only a few.
  document.addEventListener("visibilitychange", () => {
    clearTimeout(quiet);
    if (document.hidden) {
      quiet = setTimeout(() => { stream?.close(); stream = null; }, 30000);
    } else {
      if (!stream) connect();
      read();
    }
  });

  // read says that what is shown was read.
  function read() {
    if (alone) return;
    clearTimeout(reading);
    reading = setTimeout(() => {
      if (!document.hidden) fetch("/chat/read", { method: "POST", body: new URLSearchParams({ officer: here().officer, channel: here().channel }) }).catch(() => {});
    }, 250);
  }

  // Going somewhere.

  const spot = () => [here().officer, here().channel, here().thread].join(" ");

  async function go(url, push = true) {
    let doc;
    try {
      const answer = await fetch(url);
      doc = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      toast("The practice room cannot be reached. Is the program still running?", true);
      return;
    }
    drafts.set(spot(), $("composer-text").value);
    const focused = document.activeElement?.id;
    for (const id of ["officers", "chat"]) $(id).replaceWith(document.adoptNode(doc.getElementById(id)));
    document.title = doc.title;
    if (push) history.pushState(null, "", url);
    shown = location.search;
    setTab(push ? "chat" : document.body.dataset.tab);
    files = [];
    client = "";
    arrive();
    ($(focused) ?? $("room-title")).focus({ preventScroll: true });
    announce($("room-title").textContent);
  }

  function arrive() {
    $("composer-text").value = drafts.get(spot()) ?? "";
    grow();
    toBottom();
    connect();
    read();
  }

  // A jump within the page is not going anywhere.
  let shown = location.search;
  addEventListener("popstate", () => { if (!alone && location.search !== shown) go(location.href, false); });

  async function older(link) {
    const answer = await fetch(link.href);
    const doc = new DOMParser().parseFromString(await answer.text(), "text/html");
    const s = $("scroll");
    const before = s.scrollHeight - s.scrollTop;
    for (const li of [...doc.getElementById("messages").children]) if (!$(li.id)) insert($("messages"), document.adoptNode(li));
    const next = doc.getElementById("older");
    if (next) link.href = next.href;
    else link.parentElement.remove();
    s.scrollTop = s.scrollHeight - before;
    s.focus({ preventScroll: true });
  }

  function setTab(tab) {
    document.body.dataset.tab = tab;
    for (const a of document.querySelectorAll("#tabs a")) {
      if (a.dataset.tab === tab) a.setAttribute("aria-current", "page");
      else a.removeAttribute("aria-current");
    }
    const u = new URL(location.href);
    if (tab === "public") u.searchParams.set("tab", tab);
    else u.searchParams.delete("tab");
    history.replaceState(null, "", u);
    shown = u.search;
  }

  // showPost leads to a post on the wall.
  function showPost(id) {
    const el = $("piece-" + id) ?? $("post-" + id) ?? $("reply-" + id);
    if (!el) return false;
    setTab("public");
    el.scrollIntoView({ block: "center" });
    flash(el.closest(".post") ?? el);
    ($("answer-" + id) ?? $("public-title")).focus({ preventScroll: true });
    return true;
  }

  // The composer.

  function grow() {
    const t = $("composer-text");
    t.style.height = "auto";
    t.style.height = Math.min(t.scrollHeight + 2, 220) + "px";
  }

  function fill(text) {
    const t = $("composer-text");
    t.value = text;
    t.focus();
    t.setSelectionRange(text.length, text.length);
    grow();
    complete();
  }

  let active = -1;
  const options = () => [...$("completions").children].filter((o) => !o.hidden);

  // complete shows what can follow the slash command.
  function complete() {
    const list = $("completions");
    const value = $("composer-text").value;
    const command = here().command;
    let shows = null;
    if (value.startsWith("/") && command.startsWith(value)) shows = () => true;
    else if (value.startsWith(command + " ") && !value.includes("\n")) {
      const rest = value.slice(command.length + 1).toLowerCase();
      shows = rest.includes(" ")
        ? (verb) => rest.startsWith(verb + " ")
        : (verb) => verb.startsWith(rest);
    }
    for (const o of list.children) o.hidden = !shows?.(o.dataset.verb);
    list.hidden = options().length === 0;
    choose(-1);
  }

  function choose(i) {
    const os = options();
    active = i;
    for (const o of $("completions").children) o.setAttribute("aria-selected", String(o === os[i]));
    if (os[i]) {
      $("composer-text").setAttribute("aria-activedescendant", os[i].id);
      os[i].scrollIntoView({ block: "nearest" });
    } else $("composer-text").removeAttribute("aria-activedescendant");
  }

  function take(option) {
    fill(`${here().command} ${option.dataset.verb} `);
  }

  function composerKey(e) {
    const os = $("completions").hidden ? [] : options();
    if (e.key === "Escape" && os.length) {
      $("completions").hidden = true;
      choose(-1);
    } else if (os.length && (e.key === "ArrowDown" || e.key === "ArrowUp")) {
      const step = e.key === "ArrowDown" ? 1 : -1;
      choose((active + step + os.length + (active < 0 && step < 0 ? 1 : 0)) % os.length);
    } else if (os.length && e.key === "Tab" && !e.shiftKey && (active >= 0 || os.length === 1) && $("composer-text").value.split(" ").length < 3 && $("composer-text").value !== `${here().command} ${os[Math.max(active, 0)].dataset.verb} `) {
      take(os[Math.max(active, 0)]);
    } else if (e.key === "Enter" && !e.shiftKey && !e.isComposing) {
      if (active >= 0 && os[active]) take(os[active]);
      else $("composer").requestSubmit();
    } else return;
    e.preventDefault();
  }

  function showFiles() {
    const list = $("chosen-files");
    list.hidden = files.length === 0;
    list.replaceChildren(...files.map((f, i) => {
      const li = document.createElement("li");
      const name = document.createElement("span");
      name.textContent = f.name;
      const remove = document.createElement("button");
      remove.type = "button";
      remove.className = "quiet";
      remove.textContent = "Remove";
      remove.setAttribute("aria-label", "Remove " + f.name);
      remove.addEventListener("click", () => {
        files.splice(i, 1);
        showFiles();
        $("composer-text").focus();
      });
      li.append(name, remove);
      return li;
    }));
  }

  function addFiles(more) {
    files.push(...more);
    showFiles();
    announce(`${files.length} files will be sent with your message.`);
    $("composer-text").focus();
  }

  async function compose() {
    const t = $("composer-text");
    const text = t.value;
    if (!text.trim() && !files.length) return;
    client ||= newClient();
    $("composer-send").disabled = true;
    const res = files.length
      ? await send("/chat/upload", { text, client }, files)
      : await send("/chat/say", { text, client });
    $("composer-send").disabled = false;
    if (!res) return;
    client = "";
    files = [];
    showFiles();
    if (t.value === text) t.value = "";
    grow();
    complete();
    toBottom();
  }

  // Forms.

  function openForm(html) {
    const d = $("dialog");
    d.replaceChildren(drawn(html));
    if (!d.open) d.showModal();
    d.querySelector("input, select, textarea")?.focus();
    d.scrollTop = 0;
  }

  const dirty = (form) => [...form.elements].some((i) => i.dataset.dirty);

  function closeForm() {
    const form = $("dialog").querySelector("form");
    if (form) send("/chat/close", { form: form.dataset.form });
    $("dialog").close();
    $("dialog").replaceChildren();
    $("composer-text").focus();
  }

  // leave closes the form, or asks first if something was written.
  function leave() {
    const form = $("dialog").querySelector("form");
    if (!form || !dirty(form)) return closeForm();
    const ask = form.querySelector(".discard");
    ask.hidden = false;
    ask.querySelector("[data-keep]").focus();
    ask.scrollIntoView({ block: "nearest" });
  }

  // filled is what stands in a form: its fields and its files.
  function filled(form) {
    const fields = { form: form.dataset.form };
    const files = [];
    for (const [k, v] of new FormData(form)) {
      if (!(v instanceof File)) (fields[k] ??= []).push(v);
      else if (v.name) files.push(v);
    }
    return [fields, files];
  }

  // changeForm asks for the form as it should be after one of its inputs was
  // changed. What was typed meanwhile is kept, and so are the chosen files, which
  // only the browser has.
  async function changeForm(form, input) {
    const [fields] = filled(form);
    input.disabled = true; // one change at a time
    const res = await send("/chat/change", fields, [], true);
    input.disabled = false;
    if (!res?.form || !$("dialog").contains(form)) return;
    const fresh = drawn(res.form);
    for (const to of fresh.elements) {
      if (!to.name || to.dataset.refresh !== undefined) continue;
      const from = [...form.elements].find((i) => i.name === to.name && (i.type !== "checkbox" || i.value === to.value));
      if (!from) continue;
      if (to.type === "file") to.files = from.files;
      else if (to.type === "checkbox") to.checked = from.checked;
      else if (to.tagName !== "SELECT" || [...to.options].some((o) => o.value === from.value)) to.value = from.value;
    }
    for (const i of fresh.elements) i.dataset.dirty = "yes";
    const at = $("dialog").scrollTop;
    form.replaceWith(fresh);
    $("dialog").scrollTop = at;
    $(input.id)?.focus();
    announce("The form asks for what this kind needs.");
  }

  async function submitForm(form) {
    const [fields, files] = filled(form);
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    form.dataset.client ||= newClient();
    const res = await send("/chat/submit", { ...fields, client: form.dataset.client }, files);
    button.disabled = false;
    if (!res) return;
    delete form.dataset.client;
    if (!res.errors) {
      if ($("dialog").contains(form)) {
        $("dialog").close();
        $("dialog").replaceChildren();
        $("composer-text").focus();
      }
      toBottom();
      return;
    }
    let first;
    for (const p of form.querySelectorAll("[data-error]")) {
      const text = res.errors[p.dataset.error] ?? "";
      p.textContent = text;
      const input = p.dataset.error && $(p.dataset.error);
      if (input && input.tagName !== "FIELDSET") input.setAttribute("aria-invalid", String(Boolean(text)));
      if (text && input) first ??= input;
    }
    (first ?? form.querySelector("h2")).focus();
    first?.scrollIntoView({ block: "center" });
  }

  function countLeft(i) {
    const left = $(i.id + "-left");
    if (!left) return;
    const n = [...i.value].length;
    const max = Number(i.dataset.max);
    left.hidden = n < max * 0.8;
    left.textContent = `${n} of ${max} characters`;
    left.classList.toggle("over", n > max);
  }

  // The public side.

  function write(button) {
    const { write: what, id, title } = button.dataset;
    const form = $("writer-form");
    form.dataset.what = what;
    form.dataset.id = id;
    form.dataset.from = button.id;
    $("writer-title").textContent = title;
    $("writer-error").textContent = "";
    $("writer-intro").textContent = what === "edit" ? "The department sees that it was changed, and keeps the first text." : `As ${$("visitor").value.trim() || "a visitor"}. Anybody can read it.`;
    $("writer-text").value = what === "edit" ? button.closest(".answer").querySelector("[data-text]").textContent : "";
    $("writer").showModal();
    $("writer-text").focus();
  }

  async function written(form) {
    const { what, id, from } = form.dataset;
    const res = await send("/wall/" + what, { id, text: $("writer-text").value, visitor: $("visitor").value });
    if (!res) return;
    $("writer").close();
    ($(from) ?? $("public-title")).focus();
    announce("It is on the wall.");
  }

  // What the person does.

  const message = (el) => el.closest("[data-message]").dataset.message;

  const clicks = [
    ["a[data-go]", (a, e) => { if (!e.ctrlKey && !e.metaKey && !e.shiftKey) { e.preventDefault(); go(a.href); } }],
    ["#tabs a", (a, e) => { e.preventDefault(); setTab(a.dataset.tab); }],
    ["#older", (a, e) => { e.preventDefault(); older(a); }],
    ["a[href*='/post/']", (a, e) => {
      const u = new URL(a.href);
      if (u.host === location.host && showPost(u.pathname.split("/").pop())) e.preventDefault();
    }],
    ["#newer", () => toBottom()],
    ["[data-press]", async (b) => {
      if (b.ariaBusy === "true") return;
      b.ariaBusy = "true";
      await send("/chat/press", { message: message(b), action: b.dataset.press });
      b.ariaBusy = null;
    }],
    [".reaction", (b) => send("/chat/react", { message: message(b), emoji: b.dataset.emoji, remove: b.ariaPressed === "true" ? "yes" : "" })],
    [".signs [data-emoji]", (b) => {
      const d = b.closest("details");
      d.open = false;
      d.querySelector("summary").focus();
      send("/chat/react", { message: message(b), emoji: b.dataset.emoji });
    }],
    ["[data-dismiss]", (b) => { send("/chat/dismiss", { message: message(b) }); $("composer-text").focus(); }],
    ["button[data-form]", (b) => send("/chat/open", { form: b.dataset.form })],
    ["[data-fill]", (b) => fill(b.dataset.fill)],
    ["#completions li", (li) => take(li)],
    ["[data-discard]", () => closeForm()],
    ["[data-keep]", (b) => { b.closest(".discard").hidden = true; b.closest("form").querySelector("input, select, textarea").focus(); }],
    ["#dialog [data-close]", () => leave()],
    ["#writer [data-close]", () => $("writer").close()],
    ["[data-write]", (b) => write(b)],
    ["[data-like]", (b) => send("/wall/like", { id: b.dataset.like })],
    ["[data-delete]", (b) => { send("/wall/delete", { id: b.dataset.delete }); announce("Deleted."); }],
  ];

  document.addEventListener("click", (e) => {
    for (const d of document.querySelectorAll("details.palette[open]")) if (!d.contains(e.target)) d.open = false;
    for (const [selector, act] of clicks) {
      const el = e.target.closest?.(selector);
      if (el) return void act(el, e);
    }
  });

  document.addEventListener("submit", (e) => {
    e.preventDefault();
    const form = e.target;
    if (form.id === "composer") compose();
    else if (form.id === "writer-form") written(form);
    else if (form.dataset.wall) {
      for (const i of form.elements) delete i.dataset.dirty;
      send(form.dataset.wall, Object.fromEntries(new FormData(form))).then((res) => res && announce("Set."));
    } else submitForm(form);
  });

  document.addEventListener("input", (e) => {
    e.target.dataset.dirty = "yes";
    if (e.target.id === "composer-text") {
      client = "";
      grow();
      complete();
    } else if (e.target.id === "visitor") localStorage.setItem("visitor", e.target.value);
    else if (e.target.dataset.max) countLeft(e.target);
  });

  // What was drawn on a picture is said as a command.
  document.addEventListener("command", (e) => {
    send("/chat/say", { text: e.detail.text }).then((res) => {
      e.detail.done(Boolean(res));
      if (res) toBottom();
    });
  });

  document.addEventListener("change", (e) => {
    if (e.target.dataset.refresh !== undefined) changeForm(e.target.form, e.target);
    if (e.target.id !== "composer-files") return;
    addFiles(e.target.files);
    e.target.value = "";
  });

  // Enter alone never makes a new line in the composer, however it is entered.
  let shift = false;
  document.addEventListener("beforeinput", (e) => {
    if (e.target.id === "composer-text" && e.inputType === "insertLineBreak" && !shift) e.preventDefault();
  });

  document.addEventListener("keydown", (e) => {
    shift = e.shiftKey;
    if (e.target.id === "composer-text") composerKey(e);
    else if (e.key === "Escape") {
      const d = e.target.closest?.("details.palette[open]");
      if (d) {
        d.open = false;
        d.querySelector("summary").focus();
      }
    }
  });

  document.addEventListener("paste", (e) => {
    if (e.target.id !== "composer-text" || !e.clipboardData.files.length) return;
    e.preventDefault();
    addFiles(e.clipboardData.files);
  });

  document.addEventListener("dragover", (e) => {
    if (e.target.closest?.("#room")) e.preventDefault();
  });

  // A file that is dropped on a card goes into its thread, one that is dropped
  // elsewhere into the composer.
  document.addEventListener("drop", (e) => {
    if (!e.target.closest?.("#room") || !e.dataTransfer.files.length) return;
    e.preventDefault();
    const card = e.target.closest("[data-by=bot]:not(.only)");
    if (card) send("/chat/upload", { thread: card.dataset.message }, [...e.dataTransfer.files]).then((res) => res && announce("The file is in the card's thread."));
    else addFiles(e.dataTransfer.files);
  });

  $("dialog")?.addEventListener("cancel", (e) => {
    e.preventDefault();
    leave();
  });

  $("visitor").value = localStorage.getItem("visitor") ?? $("visitor").value;
  setTab(document.body.dataset.tab);
  if (alone) connect();
  else arrive();
  const linked = /^#(post|reply)-(\w+)$/.exec(location.hash);
  if (linked) showPost(linked[2]);
})();
