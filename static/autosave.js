// <form data-autosave>: what is typed is mirrored to this device at once and sent to the form's action after a second of
// quiet (two at most), with the header X-Autosave: 1. Answers: 200 {"version","saved_at"}; 409 {"conflict":true}: a button
// sends the form the ordinary way and the server shows both texts; 401 or no answer: the copy stays here and is sent later.
// The copy carries the version it was typed on. Brought back onto a newer one it keeps that old version, so that the
// server answers with a conflict instead of overwriting somebody else's text.
// <form data-keep>: the same copy on this device, but nothing is sent before its button is pressed.
// Every form with a version says, when it is sent, which fields are as they were when that version was read (`untouched`):
// where somebody else has changed them, the server takes theirs without asking.
"use strict";
(() => {
  const QUIET = 1000, MOST = 2000, OLDEST = 14 * 24 * 3600 * 1000;
  const FORMS = "form[data-autosave], form[data-keep]";
  const body = document.body;
  const text = (key) => body.dataset[key] || "";
  const states = new WeakMap();
  const who = body.dataset.viewer || "";
  const key = (form) => `cs:${who}:${form.getAttribute("action") || location.pathname}#${form.id}`;

  const read = (k) => { try { return JSON.parse(localStorage.getItem(k)); } catch { return null; } };
  const write = (k, v) => { try { localStorage.setItem(k, JSON.stringify(v)); } catch { /* full or forbidden: the server still has it */ } };
  const drop = (k) => { try { localStorage.removeItem(k); } catch { /* forbidden */ } };

  const version = (form) => form.querySelector('input[type=hidden][name="version"]');
  const sends = (form) => "autosave" in form.dataset;
  const fields = (form) => [...new FormData(form)].filter(([n, v]) => typeof v === "string" && n !== "version" && n !== "untouched");
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
  // the server trims and writes line ends its own way
  const plain = (list) => list.map(([n, v]) => [n, String(v).replace(/\r\n?/g, "\n").trim()]);

  // A page fetched afresh and without complaint shows what is saved; any other shows what was typed.
  const { type, responseStatus: status } = performance.getEntriesByType("navigation")[0] || {};
  const plainPage = (!status || status === 200) && !document.querySelector(".errors, .flash-bad, .compare");

  // several forms of a page may share an address: what is hidden in them tells them apart
  const hidden = (form) => [...form.querySelectorAll("input[type=hidden]")].filter((el) => el.name !== "untouched");
  const wasAt = (form) => `cs:was:${key(form)}@${hidden(form).map((el) => `${el.name}=${el.value}`).join("&")}`;
  const remember = (form, list) => {
    try { sessionStorage.setItem(wasAt(form), JSON.stringify(list)); } catch { /* full: the server asks about every field */ }
  };
  const untouched = (form) => {
    let was = null;
    try { was = JSON.parse(sessionStorage.getItem(wasAt(form))); } catch { /* not readable */ }
    if (!Array.isArray(was)) return null;
    const now = fields(form);
    const of = (list, name) => plain(list.filter(([n]) => n === name));
    const names = new Set([...form.elements].map((el) => el.name).filter((n) => n && n !== "version" && n !== "untouched"));
    const list = [...names].filter((name) => same(of(was, name), of(now, name))).join(" ");
    return list.length < 20000 ? list : null;
  };
  const tell = (form) => {
    if (form.getAttribute("method") !== "post" || !version(form) || form.querySelector(".compare")) return;
    form.querySelector('input[type=hidden][name="untouched"]')?.remove();
    const list = untouched(form);
    if (list === null) return;
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "untouched";
    field.value = list;
    form.append(field);
  };
  const say = (form, state, words, ...more) => {
    for (const el of form.querySelectorAll("[data-save-state]")) {
      el.dataset.state = state;
      el.replaceChildren(words, ...more);
    }
  };
  const button = (words, act) => {
    const b = document.createElement("button");
    b.type = "button";
    b.className = "plain";
    b.textContent = words;
    b.addEventListener("click", act);
    return b;
  };

  const of = (form) => {
    let s = states.get(form);
    if (!s) {
      s = { sent: fields(form), timer: 0, first: 0, busy: false, again: false, wait: 2000, stopped: false };
      states.set(form, s);
    }
    return s;
  };
  const dirty = (form) => !same(of(form).sent, fields(form));
  const open = (form) => states.has(form) && (dirty(form) || (!sends(form) && read(key(form)) !== null));
  window.countersign = {
    // live.js asks before it replaces a part of the page
    unsaved: (root) => [...root.querySelectorAll(FORMS)].some(open),
    // app.js asks before a step is left: text that no button has sent yet
    unsent: () => [...document.querySelectorAll("form[data-keep]")].some(open),
  };

  const mirror = (form) => write(key(form), { base: version(form)?.value || "", at: Date.now(), fields: fields(form) });

  // {"hints": [{"field", "text"}]} of an answer stand in the <ul data-hints-for="FIELD"> of the form.
  const hints = (form, list) => {
    if (!Array.isArray(list)) return;
    for (const place of form.querySelectorAll("[data-hints-for]")) {
      place.replaceChildren(...list.filter((h) => h.field === place.dataset.hintsFor).map((h) => {
        const line = document.createElement("li");
        line.textContent = h.text;
        return line;
      }));
    }
  };
  const conflict = (form) => {
    of(form).stopped = true;
    say(form, "conflict", text("tConflict"), button(text("tCompare"), () => {
      sessionStorage.setItem("cs:sent", key(form));
      tell(form);
      form.submit();
    }));
  };
  const later = (form) => {
    const s = of(form);
    clearTimeout(s.timer);
    s.timer = setTimeout(() => save(form), s.wait + Math.random() * 500);
    s.wait = Math.min(s.wait * 2, 60000);
  };

  async function save(form, leaving = false) {
    const s = of(form);
    clearTimeout(s.timer);
    s.first = 0;
    if (s.stopped || !form.isConnected) return;
    if (s.busy) { s.again = true; return; }
    if (!dirty(form)) return;
    const now = fields(form);
    const data = new URLSearchParams(now);
    if (version(form)) data.set("version", version(form).value);
    s.busy = true;
    if (!leaving) say(form, "saving", text("tSaving"));
    let retry = false;
    try {
      const answer = await fetch(form.getAttribute("action") || location.pathname, {
        method: "POST", body: data, redirect: "manual", keepalive: leaving && data.toString().length < 60000,
        headers: { "X-Autosave": "1", Accept: "application/json" }, signal: AbortSignal.timeout ? AbortSignal.timeout(15000) : undefined,
      });
      if (answer.status === 200) {
        const good = await answer.json();
        if (version(form) && good.version !== undefined) {
          try { sessionStorage.removeItem(wasAt(form)); } catch { /* forbidden */ }
          version(form).value = good.version;
          remember(form, now);
        }
        s.sent = now;
        s.wait = 2000;
        if (dirty(form)) { mirror(form); s.again = true; } else drop(key(form));
        hints(form, good.hints);
        say(form, "saved", text("tSaved").replace("{time}", good.saved_at || ""));
        form.dispatchEvent(new CustomEvent("countersign:saved", { bubbles: true }));
      } else if (answer.status === 409) {
        conflict(form);
      } else if (answer.status === 401 || answer.type === "opaqueredirect") {
        const link = document.createElement("a");
        link.href = `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`;
        link.textContent = text("tSignIn");
        say(form, "local", text("tSignedOut"), link);
        retry = true;
      } else if (answer.status >= 500 || answer.status === 429 || answer.status === 408) {
        say(form, "local", text("tLocal"));
        retry = true;
      } else {
        // refused as it stands (a field error, a closed stage): the next change tries again
        let why = "";
        try { why = (await answer.json()).error || ""; } catch { /* no words in the answer */ }
        say(form, "refused", why || text("tRefused"));
      }
    } catch {
      say(form, "local", text("tLocal"));
      retry = true;
    }
    s.busy = false;
    form.dispatchEvent(new CustomEvent("countersign:answered"));
    if (retry) later(form);
    else if (s.again) { s.again = false; plan(form); }
  }

  function plan(form) {
    const s = of(form);
    if (s.stopped) return;
    const now = Date.now();
    s.first ||= now;
    clearTimeout(s.timer);
    s.timer = setTimeout(() => save(form), Math.max(0, Math.min(QUIET, s.first + MOST - now)));
  }

  const typed = (event) => {
    const form = event.target.form;
    if (!form || !form.matches(FORMS) || !event.target.name) return;
    of(form);
    if (sends(form)) { mirror(form); plan(form); return; }
    if (dirty(form)) { mirror(form); say(form, "local", text("tKept")); } else { drop(key(form)); say(form, "saved", ""); }
  };
  // the state before the first letter is what the server sent
  document.addEventListener("focusin", (event) => { const f = event.target.form; if (f && f.matches(FORMS)) of(f); });
  document.addEventListener("input", typed);
  document.addEventListener("change", typed);

  // Put a kept copy back into a form; names that occur several times are filled in their order.
  const fill = (form, kept) => {
    const left = new Map();
    for (const [n, v] of kept) left.set(n, [...(left.get(n) || []), v]);
    for (const el of form.elements) {
      if (!el.name || el.name === "version" || el.name === "untouched" || el.type === "file" || el.type === "submit" || el.tagName === "BUTTON") continue;
      const values = left.get(el.name) || [];
      if (el.type === "checkbox" || el.type === "radio") el.checked = values.includes(el.value);
      else if (el.tagName === "SELECT" && el.multiple) for (const o of el.options) o.selected = values.includes(o.value);
      else if (values.length) el.value = values.shift();
    }
  };

  const restore = (form) => {
    const k = key(form);
    const kept = read(k);
    const s = of(form);
    if (!kept || !Array.isArray(kept.fields)) return;
    const server = version(form)?.value || "";
    // a page with complaints shows the same text: it is no more saved than before
    if (!plainPage && !sends(form) && same(plain(kept.fields), plain(s.sent))) { say(form, "local", text("tKept")); return; }
    if (Date.now() - kept.at > OLDEST || same(plain(kept.fields), plain(s.sent))) { drop(k); return; }
    const before = s.sent;
    fill(form, kept.fields);
    if (same(plain(fields(form)), plain(before))) { drop(k); return; }
    if (version(form) && kept.base !== "") version(form).value = kept.base;
    for (let fold = form.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    form.dispatchEvent(new Event("input", { bubbles: true }));
    say(form, "local", text("tRestored"), button(text("tUndo"), () => {
      clearTimeout(s.timer);
      fill(form, before);
      if (version(form)) version(form).value = server;
      drop(k);
      s.stopped = false;
      s.sent = fields(form);
      say(form, "saved", "");
    }));
    if (sends(form)) s.timer = setTimeout(() => save(form), 4000);
  };
  const scan = (root) => {
    // before any copy is brought back
    for (const f of root.querySelectorAll("form[method=post]")) {
      if (plainPage && version(f) && type !== "back_forward" && !sessionStorage.getItem(wasAt(f))) remember(f, fields(f));
    }
    root.querySelectorAll(FORMS).forEach((f) => { if (!states.has(f)) restore(f); });
  };

  // A submit pressed while a save is under way waits for its answer, else it would carry a version that is just passing.
  // So do other forms of the page with unsaved text: theirs goes first, for three seconds at most.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const by = event.submitter;
    if (form.method === "get" || form.dataset.goes) { delete form.dataset.goes; return; }
    const open = [...document.querySelectorAll("form[data-autosave]")].filter((f) => {
      const s = states.get(f);
      return s && !s.stopped && (s.busy || (f !== form && s.wait === 2000 && dirty(f)));
    });
    if (!open.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const answers = open.map((f) => new Promise((done) => f.addEventListener("countersign:answered", done, { once: true })));
    open.forEach((f) => { if (!of(f).busy) save(f); });
    Promise.race([Promise.all(answers), new Promise((done) => setTimeout(done, open.includes(form) ? 15500 : 3000))]).then(() => {
      form.dataset.goes = "1";
      form.requestSubmit(by);
    });
  }, true);
  // An ordinary submit: the copy waits until the server is seen to have taken it.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented) return;
    tell(form);
    if (form.matches(FORMS)) {
      const s = of(form);
      clearTimeout(s.timer);
      s.stopped = sends(form);
      if (read(key(form))) sessionStorage.setItem("cs:sent", key(form));
    }
    if (form.getAttribute("action") === "/sign-out") sessionStorage.setItem("cs:out", who);
  });
  const sent = sessionStorage.getItem("cs:sent");
  if (sent && !document.querySelector(".compare")) {
    sessionStorage.removeItem("cs:sent");
    // the page that follows a submit: the server has the text
    const taken = type === "back_forward" ? false : status ? status === 200 : Boolean(document.querySelector(".flash-good, .flash-note"));
    if (taken && who && !document.querySelector(".errors, .flash-bad")) drop(sent);
  }
  // Who signs out on purpose leaves nothing behind on this device.
  const out = sessionStorage.getItem("cs:out");
  if (out !== null) {
    sessionStorage.removeItem("cs:out");
    if (!who) {
      for (const k of Object.keys(localStorage)) if (k.startsWith(`cs:${out}:`)) drop(k);
      for (const k of Object.keys(sessionStorage)) if (k.startsWith(`cs:was:cs:${out}:`)) sessionStorage.removeItem(k);
    }
  }

  scan(document);
  document.addEventListener("countersign:replaced", (event) => scan(event.target));
  addEventListener("online", () => document.querySelectorAll("form[data-autosave]").forEach((f) => { if (states.has(f)) save(f); }));
  document.addEventListener("visibilitychange", () => {
    const leaving = document.visibilityState === "hidden";
    document.querySelectorAll("form[data-autosave]").forEach((f) => { if (states.has(f)) save(f, leaving); });
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-autosave]").forEach((f) => { if (states.has(f)) of(f).stopped = false; });
  });
})();
