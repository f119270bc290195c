// Small helps on every page; each page works without them. Autosave and live pages stand in autosave.js and live.js.
// Words come from data-t-* on <body> (translated there) and from data-confirm on the button.
"use strict";
(() => {
  const text = (key) => document.body.dataset[key] || "";
  const pressed = { pointer: false };

  // One submit per press. The flag falls when the page is shown again (back button) or after a while (downloads).
  const release = (form) => {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
    for (const b of form.querySelectorAll("[data-held]")) { b.disabled = false; delete b.dataset.held; }
  };
  const hold = (form) => {
    form.dataset.sent = "1";
    form.setAttribute("aria-busy", "true");
    // after this turn, so that the pressed button's own value is still sent
    setTimeout(() => {
      for (const b of form.querySelectorAll("button:not([type=button]), input[type=submit]")) {
        if (!b.disabled) { b.disabled = true; b.dataset.held = "1"; }
      }
    }, 0);
    setTimeout(() => release(form), 20000);
  };

  // data-confirm: a native dialog; the answer repeats the press of the same button.
  // data-confirm-unsent: only while a form with data-keep holds text that was not sent.
  const question = (button) => button.dataset.confirm || (window.countersign?.unsent() && button.dataset.confirmUnsent) || "";
  const ask = (form, button, asked) => {
    const dialog = document.createElement("dialog");
    const box = document.createElement("div");
    box.className = "dialog-in";
    const words = document.createElement("p");
    words.id = "confirm-words";
    words.textContent = asked;
    dialog.setAttribute("aria-labelledby", "confirm-words");
    const row = document.createElement("div");
    row.className = "buttons";
    const yes = document.createElement("button");
    yes.type = "button";
    yes.className = button.classList.contains("danger") ? "button danger" : "button primary";
    yes.textContent = button.dataset.confirmYes || button.textContent.trim() || text("tOk");
    const no = document.createElement("button");
    no.type = "button";
    no.className = "button quiet";
    no.textContent = text("tCancel");
    no.addEventListener("click", () => dialog.close());
    yes.addEventListener("click", () => {
      dialog.close();
      button.dataset.confirmed = "1";
      form.requestSubmit(button);
    });
    dialog.addEventListener("close", () => { dialog.remove(); button.focus(); });
    row.append(yes, no);
    box.append(words, row);
    dialog.append(box);
    document.body.append(dialog);
    dialog.showModal();
    no.focus();
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const button = event.submitter;
    if (form.dataset.sent) { event.preventDefault(); return; }
    const asked = button && !button.dataset.confirmed ? question(button) : "";
    if (asked) {
      event.preventDefault();
      event.stopImmediatePropagation();
      ask(form, button, asked);
      return;
    }
    if (button) delete button.dataset.confirmed;
    if (form.method === "get") {
      for (const el of form.elements) if (el.name && el.value === "" && !el.disabled) { el.disabled = true; el.dataset.held = "1"; }
      setTimeout(() => { for (const el of form.querySelectorAll("[data-held]")) { el.disabled = false; delete el.dataset.held; } }, 0);
      return;
    }
    if (!("noGuard" in form.dataset)) hold(form);
  });
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));

  // Filters act at once for a pointer; somebody walking a list with the keyboard presses the button.
  addEventListener("pointerdown", () => { pressed.pointer = true; }, true);
  addEventListener("keydown", () => { pressed.pointer = false; }, true);
  document.addEventListener("change", (event) => {
    const el = event.target;
    if (!pressed.pointer || !el.form || !("filter" in el.form.dataset)) return;
    if (el.matches("select, input[type=checkbox], input[type=radio]")) {
      if (el.id) sessionStorage.setItem("cs:focus", el.id);
      el.form.requestSubmit();
    }
  });
  const back = sessionStorage.getItem("cs:focus");
  if (back) {
    sessionStorage.removeItem("cs:focus");
    document.getElementById(back)?.focus({ preventScroll: true });
  }

  // Text areas grow with their text where the style sheet cannot do it (field-sizing).
  if (!CSS.supports("field-sizing", "content")) {
    const grow = (area) => {
      area.style.height = "auto";
      area.style.height = `${Math.min(area.scrollHeight + 4, 640)}px`;
    };
    document.addEventListener("input", (event) => { if (event.target.matches("textarea")) grow(event.target); });
    document.querySelectorAll("textarea").forEach(grow);
  }

  // A page with errors opens at its summary, which names the fields (where the server has not: data-named) and goes in their order.
  const errors = document.querySelector(".errors");
  const name = (link) => {
    const field = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    const label = field?.labels?.[0] || field?.querySelector("legend") || field?.closest("fieldset")?.querySelector("legend");
    if (!label || "named" in link.dataset) return field;
    const words = label.cloneNode(true);
    words.querySelectorAll(".optional, .hint").forEach((one) => one.remove());
    const strong = document.createElement("strong");
    strong.textContent = words.textContent.trim();
    link.prepend(strong, " ");
    return field;
  };
  const follows = (a, b) => (a && b && a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_PRECEDING ? 1 : -1);
  if (errors) {
    const lines = [...errors.querySelectorAll("li:has(a[href^='#'])")].map((line) => ({ line, field: name(line.querySelector("a")) }));
    lines.sort((a, b) => follows(a.field, b.field)).forEach(({ line }) => line.parentNode.append(line));
    errors.tabIndex = -1;
    errors.focus();
  }

  // [data-sum="weight."]: the sum of the form's fields whose names begin so, while they are typed. The sentences come
  // translated, with {n} for the figure.
  for (const out of document.querySelectorAll("[data-sum]")) {
    const form = document.getElementById(out.dataset.sumForm);
    const add = () => {
      const cents = [...form.elements].filter((el) => el.name?.startsWith(out.dataset.sum))
        .reduce((sum, el) => sum + (Math.round(Number(el.value.replace(/[\s,]/g, "")) * 100) || 0), 0);
      const gap = 10000 - cents;
      const words = (key, figure) => out.dataset[key].replace("{n}", String(Math.abs(figure) / 100));
      const strong = document.createElement("strong");
      if (gap) strong.textContent = words(gap > 0 ? "tShort" : "tOver", gap);
      out.replaceChildren(words("tSum", cents), " ", strong);
    };
    form?.addEventListener("input", add);
  }

  // Tick all of a table.
  document.addEventListener("change", (event) => {
    const name = event.target.dataset.tickAll;
    if (!name) return;
    const scope = event.target.form || event.target.closest("table");
    for (const box of scope.querySelectorAll(`input[type=checkbox][name="${CSS.escape(name)}"]`)) box.checked = event.target.checked;
  });

  // Menus of the top bar close by Escape and by a press elsewhere.
  const menus = () => document.querySelectorAll("details.menu[open], details.nav-fold[open]");
  document.addEventListener("click", (event) => menus().forEach((m) => { if (!m.contains(event.target)) m.open = false; }));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menus().forEach((m) => { m.open = false; m.querySelector("summary").focus(); });
  });
  document.querySelectorAll("button[data-print]").forEach((b) => { b.hidden = false; b.addEventListener("click", () => print()); });

  // A form with data-stay comes back to the same place of the same page.
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented && "stay" in event.target.dataset) sessionStorage.setItem("cs:stay", `${location.pathname} ${Math.round(scrollY)}`);
  });
  const [path, place] = (sessionStorage.getItem("cs:stay") || "").split(" ");
  sessionStorage.removeItem("cs:stay");
  if (path === location.pathname && !location.hash && !errors) scrollTo(0, Number(place));

  // Clocks: minutes and seconds since a moment. data-clock-now is the server's time when the page was made, so that a
  // wrong clock of the device does no harm.
  const starts = new WeakMap();
  const since = (el) => {
    if (!starts.has(el)) starts.set(el, Date.parse(el.dataset.clockSince) - (Date.parse(el.dataset.clockNow) || Date.now()) + performance.now());
    return performance.now() - starts.get(el);
  };
  const two = (n) => String(n).padStart(2, "0");
  const tick = () => {
    for (const el of document.querySelectorAll("[data-clock-since]")) {
      const s = Math.max(0, Math.floor(since(el) / 1000));
      if (Number.isNaN(s)) continue;
      const h = Math.floor(s / 3600);
      el.textContent = (h ? `${h}:${two(Math.floor(s / 60) % 60)}` : `${Math.floor(s / 60)}`) + `:${two(s % 60)}`;
    }
  };
  tick();
  setInterval(tick, 1000);

  // confirmed with the password: the form goes where it was going
  document.querySelector("form[data-send-at-once]")?.requestSubmit();
})();
