// <form data-autosave>: what is typed is mirrored to this device at once and sent to the form's action after a second of
// quiet (two at most), with the header X-Autosave: 1. Answers: 200 {"version","saved_at"}; 409 {"conflict":true}: a button
// sends the form the ordinary way and the server shows both texts; 401 or no answer: the copy stays here and is sent later.
// The copy carries the version it was typed on. Brought back onto a newer one it keeps that old version, so that the
// server answers with a conflict instead of overwriting somebody else's text.
"use strict";
(() => {
  const QUIET = 1000, MOST = 2000, OLDEST = 14 * 24 * 3600 * 1000;
  const body = document.body;
  const text = (key) => body.dataset[key] || "";
  const states = new WeakMap();
  const who = body.dataset.viewer || "";
  const key = (form) => `cs:${who}:${form.getAttribute("action") || location.pathname}#${form.id}`;

  const read = (k) => { try { return JSON.parse(localStorage.getItem(k)); } catch { return null; } };
  const write = (k, v) => { try { localStorage.setItem(k, JSON.stringify(v)); } catch { /* full or forbidden: the server still has it */ } };
  const drop = (k) => { try { localStorage.removeItem(k); } catch { /* forbidden */ } };

  const version = (form) => form.querySelector('input[type=hidden][name="version"]');
  const fields = (form) => [...new FormData(form)].filter(([n, v]) => typeof v === "string" && n !== "version");
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
  // the server trims and writes line ends its own way
  const plain = (list) => list.map(([n, v]) => [n, String(v).replace(/\r\n?/g, "\n").trim()]);

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
  // live.js asks before it replaces a part of the page
  window.countersign = { unsaved: (root) => [...root.querySelectorAll("form[data-autosave]")].some((f) => states.has(f) && dirty(f)) };

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
        if (version(form) && good.version !== undefined) version(form).value = good.version;
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
    if (!form || !("autosave" in form.dataset) || !event.target.name) return;
    of(form);
    mirror(form);
    plan(form);
  };
  // the state before the first letter is what the server sent
  document.addEventListener("focusin", (event) => { const f = event.target.form; if (f && "autosave" in f.dataset) of(f); });
  document.addEventListener("input", typed);
  document.addEventListener("change", typed);

  // Put a kept copy back into a form; names that occur several times are filled in their order.
  const fill = (form, kept) => {
    const left = new Map();
    for (const [n, v] of kept) left.set(n, [...(left.get(n) || []), v]);
    for (const el of form.elements) {
      if (!el.name || el.name === "version" || el.type === "file" || el.type === "submit" || el.tagName === "BUTTON") continue;
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
    if (Date.now() - kept.at > OLDEST || same(plain(kept.fields), plain(s.sent))) { drop(k); return; }
    const before = s.sent;
    fill(form, kept.fields);
    if (same(plain(fields(form)), plain(before))) { drop(k); return; }
    if (version(form) && kept.base !== "") version(form).value = kept.base;
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
    s.timer = setTimeout(() => save(form), 4000);
  };
  const scan = (root) => root.querySelectorAll("form[data-autosave]").forEach((f) => { if (!states.has(f)) restore(f); });

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
    if ("autosave" in form.dataset) {
      const s = of(form);
      clearTimeout(s.timer);
      s.stopped = true;
      if (read(key(form))) sessionStorage.setItem("cs:sent", key(form));
    }
    if (form.getAttribute("action") === "/sign-out") sessionStorage.setItem("cs:out", who);
  });
  const sent = sessionStorage.getItem("cs:sent");
  if (sent && !document.querySelector(".compare")) {
    sessionStorage.removeItem("cs:sent");
    // the page that follows a submit, fetched afresh and without complaint: the server has the text
    const { type, responseStatus: status } = performance.getEntriesByType("navigation")[0] || {};
    const taken = type === "back_forward" ? false : status ? status === 200 : Boolean(document.querySelector(".flash-good, .flash-note"));
    if (taken && who && !document.querySelector(".errors, .flash-bad")) drop(sent);
  }
  // Who signs out on purpose leaves nothing behind on this device.
  const out = sessionStorage.getItem("cs:out");
  if (out !== null) {
    sessionStorage.removeItem("cs:out");
    if (!who) for (const k of Object.keys(localStorage)) if (k.startsWith(`cs:${out}:`)) drop(k);
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
